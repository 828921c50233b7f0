using System.CommandLine;
using System.Diagnostics;
using Waybill.Cli.Loading;
using Waybill.Cli.Output;
using Waybill.Cli.Workspaces;

namespace Waybill.Cli.Commands;

/// <summary><c>waybill load</c>: gold into other systems.</summary>
internal static class LoadCommand
{
    public static Command Create() => new("load", "Bring the gold tables into another system, ready for any BI tool.") { Postgres() };

    private static Command Postgres()
    {
        var address = new Option<string>("--postgres")
        {
            Description = "The database: postgresql://user@host:5432/database. The password comes from PGPASSWORD or a password file (PGPASSFILE).",
            HelpName = "ADDRESS",
            Required = true,
        };
        var schema = new Option<string>("--schema")
        {
            Description = "Schema to load into; made when it is missing, refused when it holds something else.",
            HelpName = "NAME",
            DefaultValueFactory = _ => "gold",
        };
        var select = new Option<string[]>("--select", "-s")
        {
            Description = "Only these models of gold, as for run, and the tables that they reference.",
            HelpName = "MODEL",
            AllowMultipleArgumentsPerToken = true,
        };
        var full = new Option<bool>("--full-refresh") { Description = "Read all rows, also of tables that did not change, and put right what differs." };
        var workspace = CommonOptions.Workspace();
        var models = CommonOptions.Models();
        var json = CommonOptions.Json();
        var command = new Command("postgres", "Load gold into a schema of a PostgreSQL database, all tables in one transaction; only what changed is sent.")
        {
            address, schema, select, full, workspace, models, json,
        };
        command.SetAction((parsed, ct) => Task.FromResult(Run(
            Workspace.Open(parsed.GetValue(workspace)!),
            new LoadJobOptions
            {
                Address = parsed.GetValue(address)!, // required
                Schema = parsed.GetValue(schema)!, // has a default
                Select = parsed.GetValue(select) ?? [],
                FullRefresh = parsed.GetValue(full),
                ModelsFolder = ModelsFolder.Find(parsed.GetValue(models)),
            },
            parsed.GetValue(json),
            ct)));
        return ExamplesHelp.Add(command,
            "waybill load postgres --postgres postgresql://bi@localhost/warehouse",
            "waybill load postgres --postgres postgresql://bi@localhost/warehouse --schema shop_gold --select gold.fct_orders gold.kpi_sla",
            "waybill load postgres --postgres postgresql://bi@localhost/warehouse --full-refresh --json");
    }

    private static int Run(Workspace workspace, LoadJobOptions options, bool json, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var result = Progress.Run(json, progress => new LoadJob(workspace, options).RunAsync(new LoadProgress(progress), ct).GetAwaiter().GetResult());
        var seconds = Math.Round(watch.Elapsed.TotalSeconds, 3);
        if (json)
        {
            JsonOutput.Write(new { result.Server, result.Schema, Seconds = seconds, result.Tables, result.ForeignKeys, result.Notes });
        }
        else
        {
            LoadReport.Write(result, seconds);
        }

        return result.Notes.Any(n => n.IsProblem) ? ExitCode.CheckFailed : ExitCode.Ok;
    }
}
