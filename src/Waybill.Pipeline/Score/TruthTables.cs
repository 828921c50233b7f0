using System.Globalization;
using System.Text.Json;
using Waybill.DuckDb;
using Waybill.Pipeline.Engine;

namespace Waybill.Pipeline.Score;

/// <summary>Makes the sealed truth readable, for score queries alone.</summary>
internal static class TruthTables
{
    private const string LedgerColumns =
        "fault_id, kind, feed, entity_key, field, true_value, written_value, event_time, arrival_time, repairable";

    /// <summary>
    /// Defines every table that the folder has: clean rows, the ledger, and the moment up to which they reach; or, of factory days that
    /// another generator made, their figures alone.
    /// </summary>
    /// <returns>The names of the tables, as in <c>truth.orders</c>.</returns>
    /// <exception cref="PipelineException">There is no truth.</exception>
    public static IReadOnlySet<string> Define(ModelSession session, string truth)
    {
        var tables = new SortedSet<string>(StringComparer.Ordinal);
        if (Directory.Exists(truth))
        {
            foreach (var folder in Directory.EnumerateDirectories(truth).Order(StringComparer.Ordinal))
            {
                if (Directory.EnumerateFiles(folder, "*.parquet").Any())
                {
                    tables.Add(DefineRows(session, folder));
                }
            }
        }

        DefineShop(session, truth, tables);
        if (tables.Count == 0 && PlantTruth.Files(truth) is { Count: > 0 } days)
        {
            PlantTruth.Define(session, days);
            tables.Add(PlantTruth.Table);
            return tables;
        }

        if (tables.Count == 0)
        {
            throw new PipelineException(PipelineErrorKind.NotFound, $"There is no truth in {truth}.",
                "Data from 'waybill simulate' have one when it is written with --truth full; of factory days by another generator give the folder of <yyyy-MM-dd>/truth.json with --truth.");
        }

        DefineLedger(session, Path.Combine(truth, "ledger"));
        tables.Add("truth.ledger");
        var world = Path.Combine(truth, "kpis.json");
        if (File.Exists(world))
        {
            session.Define("truth.world",
                $"(select cast(as_of as timestamp) as as_of from read_json({Sql.Literal(world)}, columns = {{as_of: 'VARCHAR'}}))");
            tables.Add("truth.world");
            DefineShopFigures(session, world, tables);
        }

        return tables;
    }

    /// <summary>The shop's rows, a folder for each of its tables, and the orders that fraudsters placed.</summary>
    private static void DefineShop(ModelSession session, string truth, SortedSet<string> tables)
    {
        var shop = Path.Combine(truth, "shop");
        foreach (var folder in Directory.Exists(shop) ? Directory.GetDirectories(shop) : [])
        {
            DefineText(session, "truth.shop_" + Path.GetFileName(folder), folder, tables);
        }

        DefineText(session, "truth.fraud_labels", Path.Combine(truth, "fraud_labels"), tables);
    }

    // What the world counted of its shop while it ran: truth.shop_figures with figure and amount.
    private static void DefineShopFigures(ModelSession session, string world, SortedSet<string> tables)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(world));
        if (document.RootElement.TryGetProperty("shop", out var shop) && shop.ValueKind == JsonValueKind.Object)
        {
            var figures = shop.EnumerateObject().Where(f => f.Value.ValueKind == JsonValueKind.Number)
                .Select(f => $"({Sql.Literal(f.Name)}, {f.Value.GetInt64().ToString(CultureInfo.InvariantCulture)})");
            session.Define("truth.shop_figures", $"(from (values {string.Join(", ", figures)}) as figures(figure, amount))");
            tables.Add("truth.shop_figures");
        }
    }

    private static void DefineText(ModelSession session, string name, string folder, SortedSet<string> tables)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.csv").Any())
        {
            session.Define(name, Texts(folder));
            tables.Add(name);
        }
    }

    // Where all files have the same plainly named columns DuckDB need not look into each of them, every time that a query names the table.
    private static string Texts(string folder)
    {
        var headers = Directory.EnumerateFiles(folder, "*.csv").Select(f => File.ReadLines(f).FirstOrDefault("")).Distinct(StringComparer.Ordinal).ToList();
        var names = headers is [var header] ? header.Split(',') : [];
        var isPlain = names.Length > 0 && names.All(n => n.Length > 0 && n.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            && names.Distinct(StringComparer.OrdinalIgnoreCase).Count() == names.Length;
        var columns = isPlain
            ? $"auto_detect = false, columns = {{{string.Join(", ", names.Select(n => $"{Sql.Literal(n)}: 'VARCHAR'"))}}}"
            : "all_varchar = true, union_by_name = true";
        return $"read_csv({Sql.Literal(Path.Combine(folder, "*.csv"))}, {columns}, header = true, delim = ',', quote = '\"', escape = '\"', nullstr = '')";
    }

    // Times are read as plain timestamps in UTC, so that no session's zone can shift them.
    private static string DefineRows(ModelSession session, string folder)
    {
        var files = $"read_parquet({Sql.Literal(Path.Combine(folder, "*.parquet"))}, union_by_name = true)";
        var times = session.Connection.Columns($"from {files}").Where(c => c.Type == DuckDbType.TimestampTz)
            .Select(c => $"make_timestamp(epoch_us({Sql.Identifier(c.Name)})) as {Sql.Identifier(c.Name)}")
            .ToList();
        var name = "truth." + Path.GetFileName(folder);
        session.Define(name, times.Count == 0 ? files : $"(select * replace ({string.Join(", ", times)}) from {files})");
        return name;
    }

    private static void DefineLedger(ModelSession session, string folder)
    {
        var hasLines = Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.csv").Any();
        session.Define("truth.ledger", hasLines
            ? Texts(folder)
            : $"(select {string.Join(", ", LedgerColumns.Split(", ").Select(c => $"cast(null as varchar) as {c}"))} limit 0)");
    }
}
