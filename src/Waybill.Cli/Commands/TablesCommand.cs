using System.CommandLine;
using System.Globalization;
using Waybill.Cli.Output;
using Waybill.Cli.Workspaces;
using Waybill.Lake;

namespace Waybill.Cli.Commands;

/// <summary><c>waybill tables</c>: what the lake holds.</summary>
internal static class TablesCommand
{
    public static Command Create()
    {
        var workspace = CommonOptions.Workspace();
        var json = CommonOptions.Json();
        var command = new Command("tables", "List the tables of the lake with rows, files, size and snapshots.") { workspace, json };
        command.SetAction(parsed => Run(Workspace.Open(parsed.GetValue(workspace)!), parsed.GetValue(json)));
        return ExamplesHelp.Add(command, "waybill tables", "waybill tables --json");
    }

    private static int Run(Workspace workspace, bool json)
    {
        var catalog = LakeOf.Open(workspace);
        var tables = catalog.List().Select(id => Describe(catalog.Load(id))).ToList();
        if (json)
        {
            JsonOutput.Write(tables);
            return ExitCode.Ok;
        }

        var view = new TableView("table", "rows>", "files>", "size>", "snapshots>", "columns>", "last change");
        foreach (var table in tables)
        {
            view.Add(table.Name, Texts.Count(table.Rows), Texts.Count(table.DataFiles), Texts.Bytes(table.Bytes),
                Texts.Count(table.Snapshots), Texts.Count(table.Columns.Count), table.LastChange ?? "");
        }

        view.Write("");
        return ExitCode.Ok;
    }

    private static TableSummary Describe(LakeTable table) => new(
        table.Id.ToString(),
        Number(table, "total-records"),
        Number(table, "total-data-files"),
        Number(table, "total-files-size"),
        table.Snapshots.Count,
        table.CurrentSnapshotId?.ToString(CultureInfo.InvariantCulture),
        table.CurrentSnapshot is { } s ? Texts.Cell(DateTime.UnixEpoch.AddMilliseconds(s.TimestampMs)) : null,
        table.Location,
        [.. table.Schema.Fields.Select(f => $"{f.Name} {f.Type}")]);

    private static long Number(LakeTable table, string key) =>
        table.CurrentSnapshot?.Summary.TryGetValue(key, out var text) == true
        && long.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : 0;

    private sealed record TableSummary(
        string Name, long Rows, long DataFiles, long Bytes, int Snapshots, string? SnapshotId, string? LastChange, string Location,
        IReadOnlyList<string> Columns);
}
