namespace Waybill.Tests.Sim.Kernel;

/// <summary>How far counts are from what was expected: Σ (found − expected)² ÷ expected.</summary>
internal static class ChiSquare
{
    public static double Of(IReadOnlyList<int> found, IReadOnlyList<double> expected) =>
        found.Zip(expected, (count, mean) => (count - mean) * (count - mean) / mean).Sum();
}
