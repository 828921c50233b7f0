namespace Waybill.Cli.Simulate;

/// <summary>Sums of counters that stand in the same order.</summary>
internal static class Tally
{
    /// <summary>Adds each part to its sum.</summary>
    public static void Add(Span<long> sums, ReadOnlySpan<long> parts)
    {
        for (int i = 0; i < parts.Length; i++)
        {
            sums[i] += parts[i];
        }
    }
}
