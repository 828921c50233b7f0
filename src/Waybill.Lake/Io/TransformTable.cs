using System.Numerics;
using Waybill.DuckDb;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>A temporary table (v, p) of the distinct values of a column and what a transform makes of them.</summary>
internal static class TransformTable
{
    private const int RowsPerInsert = 1000;

    public static string Create(
        TemporaryTables tables, string source, string column, PrimitiveType type, Transform transform, CancellationToken ct)
    {
        var values = Distinct(tables.Connection, source, column, type, ct);
        var resultType = transform.ResultType(type);
        var table = tables.Create($"select cast(null as {SqlTypes.Of(type)}) as v, cast(null as {SqlTypes.Of(resultType)}) as p limit 0", ct);
        foreach (var batch in values.Chunk(RowsPerInsert))
        {
            var rows = batch.Select(v => $"({SqlLiterals.Of(type, v)}, {SqlLiterals.Of(resultType, Apply(transform, type, v))})");
            tables.Connection.Execute($"insert into {table} values {string.Join(", ", rows)}", ct);
        }

        return table;
    }

    private static object? Apply(Transform transform, PrimitiveType type, object value)
    {
        var result = transform.Apply(type, value);
        return result is Int128 d && Int128.Abs(d) >= (Int128)BigInteger.Pow(10, type.Precision)
            ? throw new LakeException(
                LakeErrorKind.BadData,
                $"{transform} of {SqlLiterals.Decimal((Int128)value, type.Scale)} does not fit {type}",
                "give the column more digits")
            : result;
    }

    private static List<object> Distinct(DuckDbConnection connection, string source, string column, PrimitiveType type, CancellationToken ct)
    {
        var values = new List<object>();
        using var result = connection.Query($"select distinct {column} from {source} where {column} is not null", ct);
        while (result.NextChunk(out var chunk))
        {
            for (var row = 0; row < chunk.Rows; row++)
            {
                if (ChunkValues.Read(chunk, 0, row, type) is { } value)
                {
                    values.Add(value);
                }
            }
        }

        return values;
    }
}
