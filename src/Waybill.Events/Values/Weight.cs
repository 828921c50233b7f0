using System.Globalization;

namespace Waybill.Events.Values;

/// <summary>A weight in whole grams.</summary>
public readonly record struct Weight(int Grams)
{
    /// <summary>Kilograms with three decimals and a point: <c>0.450</c>.</summary>
    public override string ToString() => (Grams / 1000m).ToString("0.000", CultureInfo.InvariantCulture);
}
