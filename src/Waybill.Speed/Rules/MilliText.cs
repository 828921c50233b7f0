using System.Globalization;

namespace Waybill.Speed.Rules;

/// <summary>Numbers as people write them, held as thousandths.</summary>
public static class MilliText
{
    /// <summary>Thousandths of a number with at most three decimals; null when it is none, or too great.</summary>
    public static int? Parse(string text)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out decimal value) || Math.Abs(value) > int.MaxValue / 1000)
        {
            return null;
        }

        decimal milli = value * 1000;
        return milli == decimal.Truncate(milli) ? (int)milli : null;
    }
}
