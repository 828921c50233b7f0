using System.CommandLine;
using System.Globalization;
using Waybill.Cli.Output;
using Waybill.Cli.Verifying;
using Waybill.Cli.Workspaces;
using Waybill.Events;
using Waybill.Pipeline.Score;

namespace Waybill.Cli.Commands;

/// <summary><c>waybill verify</c>: the lake, or another system's table, beside the truth.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var workspace = CommonOptions.Workspace();
        var models = CommonOptions.Models();
        var json = CommonOptions.Json();
        var tolerance = new Option<string?>("--tolerance")
        {
            Description = "Allow this error against the truth, instead of demanding all that can be known.",
            HelpName = "PERCENT",
        };
        var truth = new Option<string?>("--truth") { Description = "Folder of the truth, instead of the workspace's own.", HelpName = "DIR" };
        var candidate = new Option<string?>("--candidate")
        {
            Description = "Score a table that another system built: CSV, JSON, Parquet, the folder of an Iceberg table, or postgresql://user@host/database/schema.table.",
            HelpName = "TABLE",
        };
        var asTable = new Option<string?>("--as") { Description = "The table that the candidate stands for, such as silver.orders.", HelpName = "TABLE" };
        var map = new Option<string[]>("--map")
        {
            Description = "A column of the candidate that has another name here. Can be given several times.",
            HelpName = "THEIRS=OURS",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        var command = new Command("verify", "Compare silver and gold, or another system's table, with the truth, row by row and figure by figure.")
        {
            workspace, tolerance, truth, candidate, asTable, map, models, json,
        };
        command.SetAction((parsed, ct) => Task.FromResult(Run(
            Workspace.Open(parsed.GetValue(workspace)!),
            new VerifyOptions
            {
                Models = ModelsFolder.Find(parsed.GetValue(models)),
                Truth = parsed.GetValue(truth),
                TolerancePct = parsed.GetValue(tolerance) is { } text ? Percent(text) : null,
                Candidate = Candidate(parsed.GetValue(candidate), parsed.GetValue(asTable), parsed.GetValue(map)!),
            },
            parsed.GetValue(json), ct)));
        return ExamplesHelp.Add(command, "waybill verify", "waybill verify --tolerance 2%", "waybill verify --json",
            "waybill verify --candidate cleaned.parquet --as silver.orders --map id=order_id qty=quantity",
            "waybill verify --candidate postgresql://me@localhost/shop/public.sales --as gold.sales --tolerance 2%");
    }

    /// <summary>Scores the lake of a workspace.</summary>
    public static Verification Verify(Workspace workspace, string models, double? tolerancePct, CancellationToken ct) =>
        VerifyJob.Run(workspace, new VerifyOptions { Models = models, TolerancePct = tolerancePct }, ct);

    private static int Run(Workspace workspace, VerifyOptions options, bool json, CancellationToken ct)
    {
        var verification = VerifyJob.Run(workspace, options, ct);
        if (options.Candidate is { } candidate)
        {
            VerificationFiles.Write(workspace.Reports, verification, $"{candidate.Source} as {candidate.Table}", options.TolerancePct);
        }
        else
        {
            VerificationFiles.Write(workspace, verification, options.TolerancePct);
        }

        if (json)
        {
            JsonOutput.Write(verification);
        }
        else
        {
            VerificationReport.Write(verification);
            Console.WriteLine($"The same as a page: {Path.Combine(workspace.Reports, VerificationFiles.Page)}, for CI: {VerificationFiles.JUnit} beside it.");
        }

        return verification.Pass ? ExitCode.Ok : ExitCode.CheckFailed;
    }

    private static CandidateOptions? Candidate(string? source, string? table, string[] maps) => (source, table) switch
    {
        ({ } s, { } t) => new CandidateOptions(s, t, maps),
        (null, null) when maps.Length == 0 => null,
        (null, _) => throw new WaybillException(WaybillErrorKind.Usage, "--as and --map need a --candidate.", "Add --candidate FILE."),
        _ => throw new WaybillException(WaybillErrorKind.Usage, "A candidate needs --as: the table that it stands for.", "Add for instance --as silver.orders."),
    };

    private static double Percent(string text) =>
        double.TryParse(text.TrimEnd('%', ' '), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= 0
            ? value
            : throw new WaybillException(WaybillErrorKind.Usage, $"'{text}' is not a tolerance.", "Write it as 2% or 0.5%.");
}
