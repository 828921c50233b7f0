using System.CommandLine;
using Waybill.Cli.Docs;
using Waybill.Cli.Output;

namespace Waybill.Cli.Commands;

/// <summary><c>waybill docs</c>: the reference of feeds, models, KPIs and panels.</summary>
internal static class DocsCommand
{
    public static Command Create()
    {
        var folder = new Option<string>("--out")
        {
            Description = "Write the pages into this folder.",
            HelpName = "DIR",
            DefaultValueFactory = _ => Path.Combine("docs", "reference"),
        };
        var check = new Option<bool>("--check") { Description = "Write nothing; exit code 1 when a page is missing, stale or left over." };
        var models = CommonOptions.Models();
        var json = CommonOptions.Json();
        var command = new Command("docs", "Write a page for each feed, model, KPI and page of panels, from the code and the headers of the SQL.")
        {
            folder, check, json, models,
        };
        command.SetAction(parsed => Run(
            Path.GetFullPath(parsed.GetValue(folder)!), ModelsFolder.Find(parsed.GetValue(models)), parsed.GetValue(check), parsed.GetValue(json)));
        return ExamplesHelp.Add(command, "waybill docs", "waybill docs --check", "waybill docs --models my-models --out my-reference");
    }

    private static int Run(string folder, string models, bool check, bool json)
    {
        using var source = ReferenceSource.Open(models, ReferenceFolder.ModelsLink(folder));
        var pages = ReferencePages.Write(source);
        var changes = ReferenceFolder.Compare(folder, pages);
        if (!check)
        {
            ReferenceFolder.Write(folder, pages, changes);
        }

        if (json)
        {
            JsonOutput.Write(new { Folder = folder, Pages = pages.Count, Changed = changes.Written, changes.Removed });
        }
        else
        {
            Tell(folder, pages.Count, changes, check);
        }

        return check && changes.Count > 0 ? ExitCode.CheckFailed : ExitCode.Ok;
    }

    private static void Tell(string folder, int pages, ReferenceChanges changes, bool check)
    {
        foreach (var path in changes.Written.Concat(changes.Removed).Where(_ => check))
        {
            Console.WriteLine($"{path} is stale. Write it anew: waybill docs");
        }

        Console.WriteLine(check
            ? $"{Texts.Count(pages)} pages in {folder}, {Texts.Count(changes.Count)} of them stale."
            : $"{Texts.Count(pages)} pages in {folder}: {Texts.Count(changes.Written.Count)} written, {Texts.Count(changes.Removed.Count)} taken away.");
    }
}
