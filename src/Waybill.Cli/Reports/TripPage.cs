using System.Globalization;
using System.Text;
using Waybill.Cli.Output;
using static Waybill.Cli.Output.Html;

namespace Waybill.Cli.Reports;

/// <summary>The compliance report of a trip, as a page that needs nothing else and is ready to print.</summary>
internal static class TripPage
{
    public static string Write(TripData data)
    {
        var trip = data.Trip;
        var page = new StringBuilder();
        page.Append(Head($"Trip {trip["trip_id"]}"));
        page.Append(CultureInfo.InvariantCulture, $"""
            <h1>Trip {Text(Of(trip, "trip_id"))}</h1>
            <p>{Text(Summary(trip))}</p>
            <p class="verdict {(IsCompliant(data) ? "ok" : "fail")}">{Text(Verdict(data))}</p>

            """);
        AppendFacts(page, trip);
        AppendChart(page, data);
        AppendExcursions(page, data);
        AppendAlerts(page, data);
        AppendShipments(page, data);
        page.Append("""
            <h2>How it was computed</h2>
            <p>Every reading that arrived counts, late ones included. A value is held until the next reading, at most five minutes; what lies in a longer gap is unknown and never counts as safe.
            The mean kinetic temperature uses 83.144 kJ/mol. Shelf life lost compares growth at the cargo's temperature with growth at 4 °C (Ratkowsky, nothing grows below −2.5 °C).
            Fuel is the fall of the tank's level between both ends of the trip, with what was filled up added and what was lost at once taken off.</p>

            """);
        return page.Append(End).ToString();
    }

    private static bool IsCompliant(TripData data) => data.Excursions.Count == 0 && Number(data.Trip, "unknown_minutes") == 0;

    private static string Verdict(TripData data)
    {
        if (Number(data.Trip, "readings") == 0)
        {
            return "Nothing was heard of this trip.";
        }

        var unknown = Number(data.Trip, "unknown_minutes");
        var outside = Number(data.Trip, "minutes_outside");
        var verdict = data.Excursions.Count == 0
            ? "Inside its limits in every reading."
            : $"Outside its limits {data.Excursions.Count} {(data.Excursions.Count == 1 ? "time" : "times")}, {Minutes(outside)} in all.";
        return unknown > 0 ? $"{verdict} For {Minutes(unknown)} nothing is known." : verdict;
    }

    private static string Summary(ReportRow trip) => string.Join(" · ", new[]
    {
        Of(trip, "truck_id"), Of(trip, "driver_id"), Of(trip, "route"), Of(trip, "cargo"),
        trip["departed_at"] is DateTime from && trip["arrived_at"] is DateTime to ? $"{Texts.Cell(from)} to {Texts.Cell(to)} UTC" : "",
    }.Where(t => t.Length > 0));

    private static void AppendFacts(StringBuilder page, ReportRow trip)
    {
        page.Append("<dl class=\"facts\">\n");
        Fact("Distance", Of(trip, "distance_km"), "km");
        Fact("Driving", MinutesOf("driving_minutes"), "");
        Fact("Idle with the engine on", MinutesOf("idle_minutes"), "");
        Fact("Doors", Of(trip, "door_openings") is { Length: > 0 } doors ? $"{doors} times, {MinutesOf("door_open_minutes")}" : "", "");
        Fact("Air", Range("air_min_c", "air_max_c"), "°C");
        Fact("Cargo", Range("cargo_min_c", "cargo_max_c"), "°C");
        Fact("Mean kinetic temperature, cargo", Of(trip, "cargo_mkt_c"), "°C");
        Fact("Mean kinetic temperature, air", Of(trip, "air_mkt_c"), "°C");
        Fact("Shelf life lost", trip["shelf_life_lost"] is decimal lost ? Texts.Percent((double)lost) : "", "");
        Fact("Fuel", Of(trip, "fuel_litres"), "l");
        Fact("Fuel lost at once", Number(trip, "lost_litres") > 0 ? Of(trip, "lost_litres") : "", "l");
        Fact("Harsh events", Of(trip, "harsh_events"), "");
        Fact("Over 80 km/h", MinutesOf("speeding_minutes"), "");
        Fact("Readings", Texts.Count((long)Number(trip, "readings")) + (Number(trip, "late_readings") > 0 ? $", {Of(trip, "late_readings")} late" : ""), "");
        page.Append("</dl>\n");

        void Fact(string name, string value, string unit)
        {
            if (value.Length > 0)
            {
                page.Append(CultureInfo.InvariantCulture, $"<div><dt>{Text(name)}</dt><dd>{Text(value)}{(unit.Length > 0 ? $" {unit}" : "")}</dd></div>\n");
            }
        }

        string MinutesOf(string column) => trip[column] is null ? "" : Minutes(Number(trip, column));
        string Range(string low, string high) => trip[low] is null ? "" : $"{Of(trip, low)} to {Of(trip, high)}";
    }

    private static void AppendChart(StringBuilder page, TripData data)
    {
        var chart = TripChart.Draw(data.Readings, Limit(data, "warm"), Limit(data, "cold"));
        if (chart.Length > 0)
        {
            page.Append("<h2>Temperatures</h2>\n<p>°C over time (UTC): air blue, cargo green, set point dotted, limits that were broken red, open doors grey.</p>\n").Append(chart);
        }
    }

    private static double? Limit(TripData data, string kind) =>
        data.Excursions.FirstOrDefault(e => Of(e, "kind") == kind) is { } excursion ? Number(excursion, "limit_c") : null;

    private static void AppendExcursions(StringBuilder page, TripData data) =>
        Table(page, "Excursions", "Unbroken runs of readings outside the limits, in the air around the cargo.",
            ["from (UTC)", "to", "minutes>", "unknown minutes>", "limit °C>", "worst °C>", "degree-minutes>"],
            data.Excursions.Select(e => new[]
            {
                Cell(e, "started_at"), Cell(e, "ended_at"), Cell(e, "minutes"), Cell(e, "unknown_minutes"), Cell(e, "limit_c"), Cell(e, "peak_c"), Cell(e, "degree_minutes"),
            }));

    private static void AppendAlerts(StringBuilder page, TripData data) =>
        Table(page, "Alerts", "What was raised while it drove.",
            ["rule", "severity", "since (UTC)", "raised", "ended", "how", "limit>", "worst>"],
            data.Alerts.Select(a => new[]
            {
                Cell(a, "rule"), Cell(a, "severity"), Cell(a, "started_at"), Cell(a, "opened_at"), Cell(a, "closed_at"), Cell(a, "closed_reason"),
                Cell(a, "limit_value"), Cell(a, "peak_value"),
            }));

    private static void AppendShipments(StringBuilder page, TripData data) =>
        Table(page, "What it carried", "Orders that rode on this trip.",
            ["shipment", "order", "customer", "product", "units>", "to", "promised (UTC)"],
            data.Shipments.Select(s => new[]
            {
                Cell(s, "shipment_id"), Cell(s, "order_id"), Cell(s, "customer"), Cell(s, "product"), Cell(s, "units"), Cell(s, "destination"), Cell(s, "promised_at"),
            }));

    private static string Cell(ReportRow row, string column) => Text(Of(row, column));

    private static string Of(ReportRow row, string column) => Texts.Cell(row[column]);

    private static double Number(ReportRow row, string column) => row[column] is { } value ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : 0;

    private static string Minutes(double minutes) => minutes >= 60
        ? $"{(int)minutes / 60} h {(int)minutes % 60} min"
        : minutes.ToString("0.#", CultureInfo.InvariantCulture) + " min";
}
