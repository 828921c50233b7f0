using System.Globalization;

namespace Waybill.Sim.Scenarios;

/// <summary>A step of the loyalty programme.</summary>
/// <param name="Name">Its name.</param>
/// <param name="MinSpend">Spend of the last twelve months from which it begins.</param>
/// <param name="PointsPerUnit">Points for one unit of currency spent, with up to four decimals.</param>
/// <param name="DiscountPercent">Discount on every order, whole per cent.</param>
/// <param name="FreeShipping">Whether shipping is free.</param>
public sealed record TierSettings(string Name, decimal MinSpend, decimal PointsPerUnit, int DiscountPercent, bool FreeShipping)
{
    internal string Describe() => string.Create(
        CultureInfo.InvariantCulture, $"{Name}/{MinSpend:G29}/{PointsPerUnit:G29}/{DiscountPercent}/{(FreeShipping ? 1 : 0)}");
}
