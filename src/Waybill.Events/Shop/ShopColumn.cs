namespace Waybill.Events.Shop;

/// <summary>A column of a table of the shop.</summary>
/// <param name="Name">As in the database.</param>
/// <param name="Kind">What its values stand for.</param>
/// <param name="SqlType">Its type in PostgreSQL: <c>bigint</c>, <c>numeric(18,2)</c>, <c>timestamptz</c>.</param>
/// <param name="IsNullable">Whether it may be null.</param>
/// <param name="IsDerived">Filled by the database's rules; whoever writes to PostgreSQL leaves it out.</param>
public sealed record ShopColumn(string Name, ShopColumnKind Kind, string SqlType, bool IsNullable, bool IsDerived)
{
    /// <summary>Digits behind the point in text; 0 for all that have no point.</summary>
    public int Decimals { get; } = SqlType.StartsWith("numeric(", StringComparison.Ordinal) ? SqlType[^2] - '0' : 0;
}
