using System.Globalization;
using System.Text.Json;
using Waybill.DuckDb;
using Waybill.Pipeline.Engine;

namespace Waybill.Pipeline.Score;

/// <summary>
/// Reads the truth of factory days that another generator made: <c>&lt;yyyy-MM-dd&gt;/truth.json</c> with figures by machine and product
/// and no rows. It becomes <c>truth.plant_days</c>: date, kind (machine or product), name, figure, amount.
/// </summary>
internal static class PlantTruth
{
    public const string Table = "truth.plant_days";
    private const string File = "truth.json";
    private const string Batches = "batches";

    private static readonly string[] Counts = [Batches, "units_produced", "units_defective"];
    private static readonly string[] MachineFigures = [.. Counts, "energy_consumed_kwh"];

    /// <summary>The files of a folder, by day.</summary>
    public static IReadOnlyList<string> Files(string folder) => !Directory.Exists(folder) ? [] :
    [
        .. Directory.EnumerateDirectories(folder)
            .Where(d => IsDay(Path.GetFileName(d)))
            .Select(d => Path.Combine(d, File))
            .Where(System.IO.File.Exists)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Makes the figures of all days readable.</summary>
    /// <exception cref="PipelineException">BadTruth: a file is cut, lacks a figure or a machine; its place is named.</exception>
    public static void Define(ModelSession session, IReadOnlyList<string> files)
    {
        session.Connection.Execute("create or replace table truth.plant_day_figures (day date, kind varchar, name varchar, figure varchar, amount double)");
        using (var appender = session.Connection.Prepare("insert into truth.plant_day_figures values (?::date, ?, ?, ?, ?)"))
        {
            foreach (var file in files)
            {
                Read(appender, file);
            }
        }

        session.Define(Table, "truth.plant_day_figures");
    }

    private static void Read(DuckDbStatement insert, string file)
    {
        using var document = Parse(file);
        var root = document.RootElement;
        var folder = Path.GetFileName(Path.GetDirectoryName(file)) ?? "";
        var day = root.TryGetProperty("date", out var date) && date.ValueKind == JsonValueKind.String ? date.GetString()! : folder; // a string is not null
        if (day != folder)
        {
            throw Bad(file, "date", $"says {day}, but the folder is {folder}");
        }

        var machines = Group(file, root, "by_machine", MachineFigures);
        var products = Group(file, root, "by_product", Counts);
        RefuseGap(file, "by_machine", machines, root);
        RefuseGap(file, "by_product", products, root);
        Insert(insert, day, "machine", machines);
        Insert(insert, day, "product", products);
    }

    private static JsonDocument Parse(string file)
    {
        try
        {
            return JsonDocument.Parse(System.IO.File.ReadAllBytes(file));
        }
        catch (JsonException e)
        {
            throw new PipelineException(PipelineErrorKind.BadTruth,
                string.Create(CultureInfo.InvariantCulture, $"{file}, line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: the truth is no whole JSON document."),
                "Get the file again; it may have been cut while it was copied.", e);
        }
    }

    private static List<(string Name, string Figure, double Amount)> Group(string file, JsonElement root, string group, string[] figures)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(group, out var members) || members.ValueKind != JsonValueKind.Object)
        {
            throw Bad(file, group, "is missing");
        }

        var amounts = new List<(string, string, double)>();
        foreach (var member in members.EnumerateObject())
        {
            foreach (var figure in figures)
            {
                amounts.Add((member.Name, figure, Number(file, member.Value, $"{group}.{member.Name}", figure)));
            }
        }

        return amounts;
    }

    // A total that the parts do not reach says that a machine or product was left out.
    private static void RefuseGap(string file, string group, List<(string Name, string Figure, double Amount)> parts, JsonElement root)
    {
        var sum = parts.Where(p => p.Figure == Batches).Sum(p => p.Amount);
        if (root.TryGetProperty("total_batches", out var value) && value.ValueKind == JsonValueKind.Number && value.GetDouble() is var total
            && sum != total)
        {
            throw Bad(file, group, string.Create(CultureInfo.InvariantCulture,
                $"adds up to {sum} batches, but total_batches says {total}; it has {string.Join(", ", parts.Select(p => p.Name).Distinct())}"));
        }
    }

    private static double Number(string file, JsonElement holder, string place, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number
            ? value.GetDouble()
            : throw Bad(file, $"{place}.{name}", "is missing or no number");

    private static void Insert(DuckDbStatement insert, string day, string kind, List<(string Name, string Figure, double Amount)> amounts)
    {
        foreach (var (name, figure, amount) in amounts)
        {
            insert.Bind(1, day);
            insert.Bind(2, kind);
            insert.Bind(3, name);
            insert.Bind(4, figure);
            insert.Bind(5, amount);
            insert.Execute();
        }
    }

    private static bool IsDay(string folder) =>
        DateTime.TryParseExact(folder, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static PipelineException Bad(string file, string place, string what) => new(PipelineErrorKind.BadTruth,
        $"{file}: {place} {what}.", "A truth file has date, total_batches, by_machine and by_product of one day, with every machine and product that worked.");
}
