using System.CommandLine;
using System.Text;
using Waybill.Cli.Output;
using Waybill.Cli.Workspaces;
using Waybill.Lake;
using Waybill.Pipeline.Engine;

namespace Waybill.Cli.Commands;

/// <summary><c>waybill quarantine</c>: rows that are not in silver, with the rule that they broke and their original bytes.</summary>
internal static class QuarantineCommand
{
    public static Command Create()
    {
        var workspace = CommonOptions.Workspace();
        var json = CommonOptions.Json();
        var rule = new Option<string?>("--rule") { Description = "Show the rows that broke this rule.", HelpName = "RULE" };
        var last = new Option<int>("--most") { Description = "How many rows to show.", DefaultValueFactory = _ => 20, HelpName = "N" };
        var command = new Command("quarantine", "Show what was kept out of silver and why, with file, line and original text.")
        {
            workspace, rule, last, json,
        };
        command.SetAction(parsed => Run(
            Workspace.Open(parsed.GetValue(workspace)!), parsed.GetValue(rule), parsed.GetValue(last), parsed.GetValue(json)));
        return ExamplesHelp.Add(command, "waybill quarantine", "waybill quarantine --rule unknown_order --most 5");
    }

    private static int Run(Workspace workspace, string? rule, int most, bool json)
    {
        var catalog = LakeOf.Open(workspace);
        var tables = catalog.List("quarantine").Where(t => catalog.Load(t).CurrentSnapshot is not null).ToList();
        using var query = LakeQuery.Open(catalog, library: null);
        if (rule is null)
        {
            return Summarize(query, tables, json);
        }

        var rows = Rows(query, tables, rule, most);
        if (json)
        {
            JsonOutput.Write(rows);
            return ExitCode.Ok;
        }

        var view = new TableView("file", "line>", "original");
        foreach (var row in rows)
        {
            view.Add(row.File, Texts.Count(row.Line), row.Original.ReplaceLineEndings("⏎"));
        }

        view.Write($"{rule}, the first {rows.Count}", $"No row broke the rule '{rule}'. All rules: waybill quarantine");
        return ExitCode.Ok;
    }

    private static int Summarize(LakeQuery query, List<TableId> tables, bool json)
    {
        var rules = new List<RuleCount>();
        foreach (var table in tables)
        {
            using var result = query.Connection.Query(
                $"select _rule, count(*), min(_file || ':' || _line) from {table} group by _rule order by count(*) desc, _rule");
            while (result.NextChunk(out var chunk))
            {
                for (var row = 0; row < chunk.Rows; row++)
                {
                    rules.Add(new RuleCount(ModelOf(table), chunk.Text(0, row), chunk.Int64(1, row), chunk.Text(2, row)));
                }
            }
        }

        if (json)
        {
            JsonOutput.Write(rules);
            return ExitCode.Ok;
        }

        var view = new TableView("kept out of", "rule", "rows>", "for instance");
        foreach (var count in rules)
        {
            view.Add(count.Model, count.Rule, Texts.Count(count.Rows), count.Example);
        }

        view.Write("", "Quarantine is empty: every row that landed is in silver.");
        return ExitCode.Ok;
    }

    // quarantine.silver_order_status_events keeps what silver.order_status_events did not take.
    private static string ModelOf(TableId table)
    {
        var layer = table.Name.IndexOf('_', StringComparison.Ordinal);
        return layer < 0 ? table.Name : $"{table.Name[..layer]}.{table.Name[(layer + 1)..]}";
    }

    private static List<QuarantinedRow> Rows(LakeQuery query, List<TableId> tables, string rule, int most)
    {
        var rows = new List<QuarantinedRow>();
        foreach (var table in tables)
        {
            using var statement = query.Connection.Prepare(
                $"select _file, _line, _raw from {table} where _rule = ? order by _file, _line limit {most - rows.Count}");
            using var result = statement.Bind(1, rule).Query();
            while (result.NextChunk(out var chunk))
            {
                for (var row = 0; row < chunk.Rows; row++)
                {
                    var raw = chunk.IsNull(2, row) ? "" : Encoding.UTF8.GetString(chunk.Blob(2, row));
                    rows.Add(new QuarantinedRow(chunk.Text(0, row), chunk.Int64(1, row), raw));
                }
            }
        }

        return rows;
    }

    private sealed record RuleCount(string Model, string Rule, long Rows, string Example);

    private sealed record QuarantinedRow(string File, long Line, string Original);
}
