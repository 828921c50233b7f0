using Waybill.DuckDb;
using Waybill.Pipeline.Panels;
using Waybill.Server.Answers;

namespace Waybill.Server.Cells;

/// <summary>DuckDB's types as readers of answers know them.</summary>
internal static class CellTypes
{
    public static AnswerColumn Column(DuckDbColumn column, PanelColumn? said = null) =>
        new(column.Name, NameOf(column.Type.Kind), said?.Unit is { Length: > 0 } unit ? unit : null, said?.Meaning);

    public static string NameOf(PanelType type) => type.ToString().ToLowerInvariant();

    public static string NameOf(DuckDbTypeKind kind) => kind switch
    {
        DuckDbTypeKind.TinyInt or DuckDbTypeKind.SmallInt or DuckDbTypeKind.Integer or DuckDbTypeKind.BigInt or DuckDbTypeKind.HugeInt
            or DuckDbTypeKind.UTinyInt or DuckDbTypeKind.USmallInt or DuckDbTypeKind.UInteger or DuckDbTypeKind.UBigInt
            or DuckDbTypeKind.UHugeInt => "integer",
        DuckDbTypeKind.Float or DuckDbTypeKind.Double or DuckDbTypeKind.Decimal => "number",
        DuckDbTypeKind.Boolean => "boolean",
        DuckDbTypeKind.Date => "date",
        DuckDbTypeKind.Timestamp or DuckDbTypeKind.TimestampTz or DuckDbTypeKind.TimestampSeconds or DuckDbTypeKind.TimestampMilliseconds
            or DuckDbTypeKind.TimestampNanoseconds => "timestamp",
        _ => "text",
    };
}
