using System.Globalization;

namespace Waybill.Sim.Factory;

/// <summary>From a least to a greatest value, both included.</summary>
public readonly record struct Bounds(decimal Least, decimal Most)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Least:G29}..{Most:G29}");
}
