using System.Globalization;
using Waybill.Events;

namespace Waybill.Speed.Rules;

/// <summary>Reads the text of models/seeds/routes.csv.</summary>
public static class RoutesCsv
{
    private static readonly string[] Columns = ["route", "point", "name", "lat", "lon", "limit_kmh"];

    /// <param name="text">The whole file.</param>
    /// <param name="place">Its name, for messages.</param>
    /// <exception cref="WaybillException">BadInput: names the line, the value and what to do.</exception>
    public static RouteTable Read(string text, string place)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new RouteTable(SeedCsv.Read(text, place, Columns).Select(Point), place);
    }

    private static RoutePoint Point(SeedCsv row) => new(
        row["route"] ?? throw new WaybillException(WaybillErrorKind.BadInput, $"{row.Place}: there is no route", "Name the road."),
        Whole(row, "point"),
        row["name"] ?? "",
        Micro(row, "lat", 90),
        Micro(row, "lon", 180),
        Whole(row, "limit_kmh"));

    private static int Whole(SeedCsv row, string column)
    {
        string text = row[column] ?? "";
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : throw row.NotANumber(column, text);
    }

    private static int Micro(SeedCsv row, string column, int limit)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        string text = row[column] ?? "";
        return decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out decimal degrees) && Math.Abs(degrees) <= limit
            ? (int)Math.Round(degrees * 1_000_000m, MidpointRounding.AwayFromZero)
            : throw new WaybillException(WaybillErrorKind.BadInput, $"{row.Place}: {column} '{text}' is no degree", $"Write -{limit} to {limit}.");
    }
}
