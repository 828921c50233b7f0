using System.CommandLine;
using System.Globalization;
using Waybill.Cli.Output;
using Waybill.Cli.Workspaces;
using Waybill.DuckDb;
using Waybill.Events;
using Waybill.Pipeline.Models;
using Waybill.Pipeline.Score;

namespace Waybill.Cli.Commands;

/// <summary><c>waybill verify</c>: the lake beside the truth.</summary>
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
        var command = new Command("verify", "Compare silver and gold with the truth, row by row and figure by figure.")
        {
            workspace, tolerance, models, json,
        };
        command.SetAction((parsed, ct) => Task.FromResult(Run(
            Workspace.Open(parsed.GetValue(workspace)!), ModelsFolder.Find(parsed.GetValue(models)),
            parsed.GetValue(tolerance), parsed.GetValue(json), ct)));
        return ExamplesHelp.Add(command, "waybill verify", "waybill verify --tolerance 2%", "waybill verify --json");
    }

    /// <summary>Scores the lake of a workspace.</summary>
    public static Verification Verify(Workspace workspace, string models, double? tolerancePct, CancellationToken ct)
    {
        var catalog = LakeOf.Open(workspace);
        using var database = DuckDbDatabase.Open();
        return new Scorer(catalog, ModelLibrary.Load(models), database).Verify(workspace.Truth, new ScoreOptions { TolerancePct = tolerancePct }, ct);
    }

    private static int Run(Workspace workspace, string models, string? tolerance, bool json, CancellationToken ct)
    {
        var verification = Verify(workspace, models, tolerance is null ? null : Percent(tolerance), ct);
        if (json)
        {
            JsonOutput.Write(verification);
        }
        else
        {
            VerificationReport.Write(verification);
        }

        return verification.Pass ? ExitCode.Ok : ExitCode.CheckFailed;
    }

    private static double Percent(string text) =>
        double.TryParse(text.TrimEnd('%', ' '), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= 0
            ? value
            : throw new WaybillException(WaybillErrorKind.Usage, $"'{text}' is not a tolerance.", "Write it as 2% or 0.5%.");
}
