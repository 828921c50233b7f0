using System.CommandLine;
using System.Globalization;
using Waybill.Cli.Live;
using Waybill.Cli.Output;
using Waybill.Cli.Workspaces;
using Waybill.DuckDb;
using Waybill.Events;
using Waybill.Pipeline.Engine;

namespace Waybill.Cli.Commands;

/// <summary><c>waybill sql</c>: a query over the lake.</summary>
internal static class SqlCommand
{
    /// <summary>One row with more columns than these is shown upright.</summary>
    private const int ColumnsAcross = 8;
    private const int RowsForPeople = 100;

    public static Command Create()
    {
        var sql = new Argument<string>("query") { Description = "A query in DuckDB's SQL." };
        var workspace = CommonOptions.Workspace();
        var models = CommonOptions.Models();
        var json = CommonOptions.Json();
        var csv = new Option<bool>("--csv") { Description = "Print CSV, all rows." };
        var asOf = new Option<string?>("--as-of")
        {
            Description = "Read every table as it was at this time (UTC).",
            HelpName = "TIME",
        };
        var command = new Command("sql", "Query the tables of the lake.") { sql, workspace, asOf, csv, json, models };
        command.SetAction(parsed => Run(
            Workspace.Open(parsed.GetValue(workspace)!), parsed.GetValue(sql)!, parsed.GetValue(asOf),
            ModelsFolder.Find(parsed.GetValue(models)), parsed.GetValue(json), parsed.GetValue(csv)));
        return ExamplesHelp.Add(command,
            "waybill sql \"select status, count(*) from gold.sales group by 1\"",
            "waybill sql --csv \"from gold.kpi_sla\" > sla.csv",
            "waybill sql --as-of \"2026-01-05 06:00:00\" \"select count(*) from silver.orders\"");
    }

    private static int Run(Workspace workspace, string sql, string? asOf, string models, bool json, bool csv)
    {
        using var query = LakeQuery.Open(LakeOf.Open(workspace), RuleBook.LoadModels(workspace, models), asOf is null ? null : Time(asOf));
        using var result = query.Connection.Query(sql);
        if (json)
        {
            WriteJson(result);
        }
        else if (csv)
        {
            WriteCsv(result);
        }
        else
        {
            WriteTable(result);
        }

        return ExitCode.Ok;
    }

    private static long Time(string text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond
            : throw new WaybillException(WaybillErrorKind.Usage, $"'{text}' is not a time.", "Write it as \"2026-01-05 06:00:00\" (UTC).");

    private static void WriteTable(DuckDbResult result)
    {
        var rows = new List<string[]>();
        var total = 0L;
        while (result.NextChunk(out var chunk))
        {
            total += chunk.Rows;
            for (var row = 0; row < chunk.Rows && rows.Count < RowsForPeople; row++)
            {
                rows.Add([.. result.Columns.Select((_, column) => Texts.Cell(chunk.Value(column, row)))]);
            }
        }

        var isOneWideRow = rows.Count == 1 && result.Columns.Count > ColumnsAcross;
        var view = isOneWideRow ? Upright(result, rows[0]) : Across(result, rows);
        view.Write("", "No rows.");
        if (total > rows.Count)
        {
            Console.WriteLine($"The first {rows.Count} of {Texts.Count(total)} rows; --csv or --json prints all.");
        }
    }

    private static TableView Across(DuckDbResult result, List<string[]> rows)
    {
        var view = new TableView([.. result.Columns.Select(c => IsNumber(c.Type.Kind) ? c.Name + ">" : c.Name)]);
        rows.ForEach(view.Add);
        return view;
    }

    /// <summary>A line for each column: what no screen is wide enough for.</summary>
    private static TableView Upright(DuckDbResult result, string[] row)
    {
        var view = new TableView("column", "value>");
        for (var column = 0; column < row.Length; column++)
        {
            view.Add(result.Columns[column].Name, row[column]);
        }

        return view;
    }

    private static void WriteJson(DuckDbResult result)
    {
        var rows = new List<Dictionary<string, object?>>();
        while (result.NextChunk(out var chunk))
        {
            for (var row = 0; row < chunk.Rows; row++)
            {
                var cells = new Dictionary<string, object?>();
                for (var column = 0; column < result.Columns.Count; column++)
                {
                    cells[result.Columns[column].Name] = JsonOutput.Cell(chunk.Value(column, row));
                }

                rows.Add(cells);
            }
        }

        JsonOutput.Write(rows);
    }

    private static void WriteCsv(DuckDbResult result)
    {
        Console.WriteLine(string.Join(',', result.Columns.Select(c => Quote(c.Name))));
        while (result.NextChunk(out var chunk))
        {
            for (var row = 0; row < chunk.Rows; row++)
            {
                Console.WriteLine(string.Join(',', result.Columns.Select((_, column) => Quote(Texts.Cell(chunk.Value(column, row))))));
            }
        }
    }

    private static bool IsNumber(DuckDbTypeKind kind) => kind
        is DuckDbTypeKind.TinyInt or DuckDbTypeKind.SmallInt or DuckDbTypeKind.Integer or DuckDbTypeKind.BigInt or DuckDbTypeKind.HugeInt
        or DuckDbTypeKind.UTinyInt or DuckDbTypeKind.USmallInt or DuckDbTypeKind.UInteger or DuckDbTypeKind.UBigInt
        or DuckDbTypeKind.Float or DuckDbTypeKind.Double or DuckDbTypeKind.Decimal;

    private static string Quote(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
