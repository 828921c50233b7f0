using Waybill.DuckDb;

namespace Waybill.Pipeline.Score;

/// <summary>A column on both sides of a comparison.</summary>
/// <param name="Name">Its name on both sides.</param>
/// <param name="Expected">Its type where the truth is.</param>
/// <param name="Found">Its type in the table that is scored.</param>
internal sealed record ComparedColumn(string Name, DuckDbType Expected, DuckDbType Found)
{
    public string Quoted => Sql.Identifier(Name);

    /// <summary>The found value as the truth's type; null when it cannot be read as one.</summary>
    public string FoundAs(string alias) =>
        Expected == Found ? $"{alias}{Quoted}" : $"try_cast({alias}{Quoted} as {Expected})";

    /// <summary>True for rows whose two values differ.</summary>
    /// <param name="tolerancePct">Numbers may be that far from the truth, in per cent of it; null: not at all.</param>
    public string Differs(double? tolerancePct)
    {
        var found = FoundAs("f.");
        var differs = tolerancePct is > 0 && IsNumber
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"(({found} is null) <> (e.{Quoted} is null) or coalesce(abs(cast({found} as double) - cast(e.{Quoted} as double)) > abs(cast(e.{Quoted} as double)) * {tolerancePct.Value / 100:R} + 1e-9, false))")
            : $"{found} is distinct from e.{Quoted}";
        return Expected == Found ? differs : $"({differs} or (f.{Quoted} is not null and {found} is null))";
    }

    private bool IsNumber => Expected.Kind
        is DuckDbTypeKind.Integer or DuckDbTypeKind.BigInt or DuckDbTypeKind.HugeInt or DuckDbTypeKind.SmallInt
        or DuckDbTypeKind.Double or DuckDbTypeKind.Float or DuckDbTypeKind.Decimal;
}
