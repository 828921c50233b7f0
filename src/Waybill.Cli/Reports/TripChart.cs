using System.Globalization;
using System.Text;

namespace Waybill.Cli.Reports;

/// <summary>Temperatures of a trip over time, as an SVG picture that prints.</summary>
internal static class TripChart
{
    private const int Width = 960;
    private const int Height = 300;
    private const int Left = 44;
    private const int Bottom = 26;
    private const int Top = 10;
    private const int PointsAcross = 480;

    /// <summary>A gap longer than this is drawn as a gap: nobody knows what was in it.</summary>
    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(5);

    /// <param name="readings">In the order of their times.</param>
    /// <param name="warmLimit">The upper limit in °C, or null.</param>
    /// <param name="coldLimit">The lower limit in °C, or null.</param>
    public static string Draw(IReadOnlyList<TripReading> readings, double? warmLimit, double? coldLimit)
    {
        var values = readings.SelectMany(r => new[] { r.Air, r.Cargo, r.SetPoint }).OfType<double>().Concat(new[] { warmLimit, coldLimit }.OfType<double>()).ToList();
        if (readings.Count < 2 || values.Count == 0)
        {
            return "";
        }

        var low = Math.Floor(values.Min()) - 1;
        var high = Math.Ceiling(values.Max()) + 1;
        var from = readings[0].At;
        var span = Math.Max(1, (readings[^1].At - from).TotalSeconds);
        double X(DateTime at) => Left + ((at - from).TotalSeconds / span * (Width - Left - 8));
        double Y(double value) => Top + ((high - value) / (high - low) * (Height - Top - Bottom));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"Temperatures over time in degrees Celsius\">\n");
        AppendGrid(svg, low, high, from, readings[^1].At, X, Y);
        AppendDoors(svg, readings, X);
        AppendLimit(svg, warmLimit, Y);
        AppendLimit(svg, coldLimit, Y);
        AppendLine(svg, readings, r => r.SetPoint, "stroke:var(--dim);stroke-dasharray:2 4", X, Y);
        AppendLine(svg, readings, r => r.Cargo, "stroke:var(--good);stroke-width:2", X, Y);
        AppendLine(svg, readings, r => r.Air, "stroke:#2f81f7", X, Y);
        return svg.Append("</svg>\n").ToString();
    }

    private static void AppendGrid(StringBuilder svg, double low, double high, DateTime from, DateTime to, Func<DateTime, double> x, Func<double, double> y)
    {
        var step = (high - low) switch { > 40 => 10, > 16 => 5, > 8 => 2, _ => 1 };
        for (var value = Math.Ceiling(low / step) * step; value <= high; value += step)
        {
            svg.Append(CultureInfo.InvariantCulture,
                $"<line x1=\"{Left}\" x2=\"{Width - 8}\" y1=\"{y(value):0.#}\" y2=\"{y(value):0.#}\" style=\"stroke:var(--line)\"/><text x=\"{Left - 6}\" y=\"{y(value) + 4:0.#}\" text-anchor=\"end\" font-size=\"12\" fill=\"var(--dim)\">{value:0}</text>\n");
        }

        var hours = (to - from).TotalHours switch { > 48 => 12, > 16 => 4, > 6 => 2, > 2 => 1, _ => 0.25 };
        var first = new DateTime(from.Year, from.Month, from.Day, 0, 0, 0, DateTimeKind.Utc);
        for (var at = first; at <= to; at = at.AddHours(hours))
        {
            if (at >= from)
            {
                svg.Append(CultureInfo.InvariantCulture,
                    $"<text x=\"{x(at):0.#}\" y=\"{Height - 8}\" text-anchor=\"middle\" font-size=\"12\" fill=\"var(--dim)\">{at:HH:mm}</text>\n");
            }
        }
    }

    private static void AppendDoors(StringBuilder svg, IReadOnlyList<TripReading> readings, Func<DateTime, double> x)
    {
        for (var i = 0; i + 1 < readings.Count; i++)
        {
            if (readings[i].IsDoorOpen)
            {
                var left = x(readings[i].At);
                svg.Append(CultureInfo.InvariantCulture,
                    $"<rect x=\"{left:0.#}\" y=\"{Top}\" width=\"{Math.Max(1, x(readings[i + 1].At) - left):0.#}\" height=\"{Height - Top - Bottom}\" style=\"fill:var(--dim);opacity:.18\"/>\n");
            }
        }
    }

    private static void AppendLimit(StringBuilder svg, double? limit, Func<double, double> y)
    {
        if (limit is { } value)
        {
            svg.Append(CultureInfo.InvariantCulture,
                $"<line x1=\"{Left}\" x2=\"{Width - 8}\" y1=\"{y(value):0.#}\" y2=\"{y(value):0.#}\" style=\"stroke:var(--bad);stroke-dasharray:6 4\"/>\n");
        }
    }

    // Of many readings that fall on one pixel the lowest and the highest are drawn, so that no peak is lost.
    private static void AppendLine(
        StringBuilder svg, IReadOnlyList<TripReading> readings, Func<TripReading, double?> value, string style, Func<DateTime, double> x, Func<double, double> y)
    {
        var path = new StringBuilder();
        var perPoint = Math.Max(1, readings.Count / PointsAcross);
        DateTime? before = null;
        for (var start = 0; start < readings.Count; start += perPoint)
        {
            var known = readings.Skip(start).Take(perPoint).Where(r => value(r) is not null).ToList();
            if (known.Count == 0)
            {
                continue;
            }

            var ends = new[] { known.MinBy(value), known.MaxBy(value) }.Distinct().OrderBy(r => r.At);
            foreach (var reading in ends)
            {
                var isGap = before is null || reading.At - before > LongestHold * perPoint;
                path.Append(CultureInfo.InvariantCulture, $"{(isGap ? 'M' : 'L')}{x(reading.At):0.#} {y(value(reading)!.Value):0.##}");
                before = reading.At;
            }
        }

        if (path.Length > 0)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" style=\"fill:none;{style}\"/>\n");
        }
    }
}
