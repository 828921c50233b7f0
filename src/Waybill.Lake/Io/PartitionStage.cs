using System.Globalization;
using Waybill.DuckDb;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>Rows of a query in a temporary table with their partition values beside them, so that each partition can be copied on its own.</summary>
/// <remarks>One COPY a partition instead of PARTITION_BY: which thread gets which row must not reach the files.</remarks>
internal sealed class PartitionStage : IDisposable
{
    // Beyond this many partitions a scan each costs more than one sort.
    private const int MaxUnsorted = 8;

    private readonly WriteTarget _target;
    private readonly TemporaryTables _tables;
    private readonly PrimitiveType[] _readTypes;

    public PartitionStage(DuckDbConnection connection, WriteTarget target, string source, CancellationToken ct)
    {
        _target = target;
        _tables = new TemporaryTables(connection);
        _readTypes = target.Spec.Fields.Zip(target.PartitionTypes, (f, t) => PartitionSql.ReadType(t, f.Transform)).ToArray();
        try
        {
            Table = Stage(source, ct);
            Partitions = ReadPartitions(connection, ct);
            if (Partitions.Count > MaxUnsorted)
            {
                var order = string.Join(", ", Keys.Select(k => k + " nulls first").Append("rowid"));
                Table = _tables.Create($"select * from {Table} order by {order}", ct);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Name of the temporary table.</summary>
    public string Table { get; }

    /// <summary>The partition tuples, in their order.</summary>
    public IReadOnlyList<IReadOnlyList<object?>> Partitions { get; }

    private IEnumerable<string> Keys => Enumerable.Range(0, _target.Spec.Fields.Count).Select(Key);

    /// <summary>Condition that picks the rows of a partition.</summary>
    public string Condition(IReadOnlyList<object?> partition) => string.Join(" and ", partition.Select((value, i) =>
        value is null ? $"{Key(i)} is null" : $"{Key(i)} = {SqlLiterals.Of(_readTypes[i], value)}"));

    public void Dispose() => _tables.Dispose();

    private static string Key(int i) => string.Create(CultureInfo.InvariantCulture, $"\"__partition_{i}\"");

    private string Stage(string source, CancellationToken ct)
    {
        var expressions = _target.Spec.Fields
            .Select(f => PartitionSql.Expression(f.Transform, _target.SourceType(f), "s." + Column(f)))
            .ToArray();
        if (expressions.All(e => e is not null))
        {
            return _tables.Create($"select {SelectList(expressions!)} from {source} as s", ct);
        }

        // What SQL cannot compute is computed here, once per distinct value, and joined back; rowid restores the order.
        var rows = _tables.Create($"select * from {source}", ct);
        var joins = "";
        for (var i = 0; i < expressions.Length; i++)
        {
            if (expressions[i] is null)
            {
                var field = _target.Spec.Fields[i];
                var map = TransformTable.Create(_tables, rows, Column(field), _target.SourceType(field), field.Transform, ct);
                joins += string.Create(CultureInfo.InvariantCulture, $" left join {map} m{i} on m{i}.v = s.{Column(field)}");
                expressions[i] = string.Create(CultureInfo.InvariantCulture, $"m{i}.p");
            }
        }

        return _tables.Create($"select {SelectList(expressions!)} from {rows} as s{joins} order by s.rowid", ct);
    }

    private string SelectList(IEnumerable<string> expressions)
    {
        var columns = _target.Schema.Fields.Select(f => $"s.{Sql.Identifier(f.Name)}");
        return string.Join(", ", columns.Concat(expressions.Select((e, i) => $"{e} as {Key(i)}")));
    }

    private string Column(PartitionField field) => Sql.Identifier(_target.Schema.Field(field.SourceId)?.Name ?? "");

    private List<IReadOnlyList<object?>> ReadPartitions(DuckDbConnection connection, CancellationToken ct)
    {
        var partitions = new List<IReadOnlyList<object?>>();
        using var result = connection.Query($"select distinct {string.Join(", ", Keys)} from {Table} order by all nulls first", ct);
        while (result.NextChunk(out var chunk))
        {
            for (var row = 0; row < chunk.Rows; row++)
            {
                partitions.Add(_readTypes.Select((type, i) => ChunkValues.Read(chunk, i, row, type)).ToArray());
            }
        }

        return partitions;
    }
}
