using System.Globalization;
using Waybill.Server.Cells;

namespace Waybill.Cli.Output;

/// <summary>Numbers as people read them; always with a point and thin groups, whatever the machine's language.</summary>
internal static class Texts
{
    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Seconds(double seconds) => seconds.ToString(seconds < 10 ? "0.00" : "#,0.0", CultureInfo.InvariantCulture);

    public static string Rate(long rows, double seconds) =>
        seconds <= 0 || rows <= 0 ? "" : Count((long)(rows / seconds));

    /// <summary>A rate in brackets, with a blank before it; nothing when there is none.</summary>
    public static string RateOf(long things, double seconds, string unit) =>
        Rate(things, seconds) is { Length: > 0 } rate ? $" ({rate} {unit}/s)" : "";

    public static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    public static string Amount(decimal value) => value.ToString("#,0.00", CultureInfo.InvariantCulture);

    public static string Bytes(long bytes)
    {
        string[] units = ["B", "kB", "MB", "GB", "TB"];
        double value = bytes;
        var unit = 0;
        while (value >= 1000 && unit < units.Length - 1)
        {
            value /= 1000;
            unit++;
        }

        return value.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture) + " " + units[unit];
    }

    /// <summary>A cell of a query result as text: as browsers get it, but empty for null, times as SQL writes them, and bytes in hexadecimal.</summary>
    public static string Cell(object? value) => value switch
    {
        DateTime t => t.TimeOfDay == TimeSpan.Zero
            ? t.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            : t.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToHexString(bytes),
        _ => CellText.Of(value) ?? "",
    };
}
