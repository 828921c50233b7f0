namespace Waybill.Connectors.Postgres.Loading;

/// <summary>What an attempt at a load must do without, because an earlier attempt failed on it.</summary>
/// <param name="WithoutKey">Tables whose declared key does not hold.</param>
/// <param name="Whole">Tables in which somebody else changed rows, so that a difference does not fit.</param>
/// <param name="KeysLast">A foreign key did not hold: take all of them off first, and in the end put on again those that do.</param>
internal sealed record LoadConcessions(IReadOnlyList<string> WithoutKey, IReadOnlyList<string> Whole, bool KeysLast)
{
    public static readonly LoadConcessions None = new([], [], KeysLast: false);
}
