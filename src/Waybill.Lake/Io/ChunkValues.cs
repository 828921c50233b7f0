using Waybill.DuckDb;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>Cells of a DuckDB result as the CLR values that <see cref="PrimitiveType"/> lists.</summary>
internal static class ChunkValues
{
    public static object? Read(ChunkReader chunk, int column, int row, PrimitiveType type)
    {
        if (chunk.IsNull(column, row))
        {
            return null;
        }

        return type.Kind switch
        {
            PrimitiveKind.Boolean => chunk.Bool(column, row),
            PrimitiveKind.Int or PrimitiveKind.Date => chunk.Int32(column, row),
            PrimitiveKind.Long or PrimitiveKind.Time => chunk.Int64(column, row),
            PrimitiveKind.Timestamp or PrimitiveKind.TimestampTz => chunk.TimestampMicros(column, row),
            PrimitiveKind.Decimal => chunk.Unscaled(column, row),
            PrimitiveKind.Text => chunk.Text(column, row),
            PrimitiveKind.Uuid => chunk.Uuid(column, row),
            PrimitiveKind.Binary or PrimitiveKind.Fixed => chunk.Blob(column, row).ToArray(),
            _ => chunk.Value(column, row),
        };
    }
}
