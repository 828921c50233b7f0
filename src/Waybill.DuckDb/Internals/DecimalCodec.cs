using System.Globalization;

namespace Waybill.DuckDb.Internals;

/// <summary>
/// DuckDB's decimals have up to 38 digits, .NET's 28 and a little: what does not fit stays exact as text.
/// </summary>
internal static class DecimalCodec
{
    private static readonly Int128 Largest = ((Int128)1 << 96) - 1;

    /// <summary>
    /// A decimal with the type's scale, or the same number as text when it has more digits than decimal has.
    /// </summary>
    internal static object ToObject(Int128 unscaled, byte scale) =>
        TryToDecimal(unscaled, scale, out var value) ? value : ToText(unscaled, scale);

    internal static bool TryToDecimal(Int128 unscaled, byte scale, out decimal value)
    {
        var magnitude = unscaled < 0 ? -unscaled : unscaled;
        if (scale > 28 || magnitude > Largest || magnitude < 0)
        {
            value = 0;
            return false;
        }

        var bits = (UInt128)magnitude;
        value = new decimal((int)(uint)bits, (int)(uint)(bits >> 32), (int)(uint)(bits >> 64), unscaled < 0, scale);
        return true;
    }

    internal static string ToText(Int128 unscaled, byte scale)
    {
        var digits = unscaled.ToString(CultureInfo.InvariantCulture).TrimStart('-').PadLeft(scale + 1, '0');
        var sign = unscaled < 0 ? "-" : "";
        return scale == 0 ? sign + digits : $"{sign}{digits[..^scale]}.{digits[^scale..]}";
    }
}
