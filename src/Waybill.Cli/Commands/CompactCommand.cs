using System.CommandLine;
using Waybill.Cli.Output;
using Waybill.Cli.Running;
using Waybill.Cli.Workspaces;
using Waybill.DuckDb;
using Waybill.Lake.Catalog;
using Waybill.Pipeline.Models;
using Waybill.Pipeline.Runs;

namespace Waybill.Cli.Commands;

/// <summary><c>waybill compact</c>: many small files become few large ones.</summary>
internal static class CompactCommand
{
    public static Command Create()
    {
        var tables = new Argument<string[]>("table") { Description = "Tables, as in bronze.sales; without any all of the lake.", Arity = ArgumentArity.ZeroOrMore };
        var workspace = CommonOptions.Workspace();
        var models = CommonOptions.Models();
        var below = CommonOptions.Number("--below", "Files of fewer megabytes are put together, those of each partition.", "MB", 32, 1);
        var json = CommonOptions.Json();
        var command = new Command("compact", "Put the small files of tables together, without rows that were deleted from them. The rows stay the same.")
        {
            tables, workspace, below, models, json,
        };
        command.SetAction((parsed, ct) =>
        {
            var place = Workspace.Open(parsed.GetValue(workspace)!);
            var names = parsed.GetValue(tables) is { Length: > 0 } given
                ? [.. given.Select(name => LakeOf.Table(place, name).Id.ToString())] // one that is not there is told before anything changes
                : LakeOf.Open(place).List().Select(t => t.ToString()).ToArray();
            var library = ModelLibrary.Load(ModelsFolder.Find(parsed.GetValue(models)));
            var smallBytes = parsed.GetValue(below) * 1_000_000L;
            var quiet = parsed.GetValue(json);
            return Task.FromResult(Write(Progress.Run(quiet, progress => Run(place, library, names, smallBytes, progress, ct)), quiet));
        });
        return ExamplesHelp.Add(command, "waybill compact", "waybill compact bronze.logistics --below 100", "waybill compact && waybill expire --keep-days 1");
    }

    private static List<CompactedTable> Run(
        Workspace workspace, ModelLibrary library, string[] names, long smallBytes, Progress progress, CancellationToken ct)
    {
        using var mine = WorkspaceLock.Take(workspace);
        Directory.CreateDirectory(workspace.Temporary);
        try
        {
            using var database = DuckDbDatabase.Open(new DuckDbOptions { TempDirectory = workspace.Temporary });
            var compaction = new Compaction(new DirectoryCatalog(workspace.Lake), library, database, RunClock.Of(workspace));
            var done = new List<CompactedTable>();
            foreach (var name in names)
            {
                progress.Show("compact", name, done.Count, names.Length);
                done.Add(compaction.Run(name, smallBytes, ct));
            }

            return done;
        }
        finally
        {
            Directory.Delete(workspace.Temporary, recursive: true);
        }
    }

    private static int Write(List<CompactedTable> done, bool json)
    {
        if (json)
        {
            JsonOutput.Write(done);
            return ExitCode.Ok;
        }

        var view = new TableView("table", "files before>", "after>", "size before>", "after>");
        foreach (var table in done.Where(t => t.FilesAfter != t.FilesBefore))
        {
            view.Add(table.Table, Texts.Count(table.FilesBefore), Texts.Count(table.FilesAfter), Texts.Bytes(table.BytesBefore), Texts.Bytes(table.BytesAfter));
        }

        view.Write("The files before stay for time travel until their snapshots go: waybill expire", "No table has small files to put together.");
        if (done.Where(t => t.IsBehind).Select(t => t.Table).ToArray() is { Length: > 0 } behind)
        {
            Console.WriteLine($"Left alone, for models have not taken in their newest rows: {string.Join(", ", behind)}. Do that first: waybill run");
        }

        return ExitCode.Ok;
    }
}
