using System.Globalization;

namespace Waybill.Cli.Configuration;

/// <summary>Times as people write them: <c>90s</c>, <c>15m</c>, <c>2h</c>, <c>1d</c>; a plain number is seconds.</summary>
internal static class ShortDuration
{
    private const int LongestDays = 3_650;

    public static TimeSpan? Parse(string text)
    {
        var unit = text.Length == 0 ? ' ' : text[^1];
        var number = char.IsAsciiDigit(unit) ? text : text[..Math.Max(0, text.Length - 1)];
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return null;
        }

        long? seconds = unit switch
        {
            's' => value,
            'm' => value * 60L,
            'h' => value * 3_600L,
            'd' => value * 86_400L,
            _ when char.IsAsciiDigit(unit) => value,
            _ => null,
        };
        return seconds is { } s && s <= LongestDays * 86_400L ? TimeSpan.FromSeconds(s) : null;
    }
}
