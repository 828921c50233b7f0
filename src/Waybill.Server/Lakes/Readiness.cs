using Waybill.Pipeline.Runs;
using Waybill.Server.Http;

namespace Waybill.Server.Lakes;

/// <summary>Whether the workspace can be shown. A writer that holds its lock does not matter: readers see committed snapshots.</summary>
internal sealed class Readiness(ServedWorkspace workspace, LakeReader reader)
{
    /// <exception cref="RequestException">The workspace is missing, empty, half built or damaged; says what to do.</exception>
    public void Demand()
    {
        if (!Directory.Exists(workspace.Root))
        {
            throw NotReady($"There is no workspace at {workspace.Root} any more.", "Make one with 'waybill demo' or 'waybill init', or serve another with --workspace.");
        }

        var edition = reader.Edition();
        if (edition.Broken.Count > 0)
        {
            var (table, error) = edition.Broken.OrderBy(b => b.Key, StringComparer.Ordinal).First();
            throw NotReady($"{table} cannot be read: {error}", "Restore the lake from a copy, or remove the table's folder and run: waybill run --full-refresh");
        }

        if (edition.Tables.Count == 0)
        {
            throw HasLanded()
                ? NotReady("Files have landed, but the lake has no tables yet.", "Build it: waybill run")
                : NotReady("The workspace is empty.", "Let a world fill it with 'waybill demo' or 'waybill simulate --days 7', or map files of your own in waybill.yaml.");
        }

        if (!edition.Tables.Values.Any(t => t.Id.Namespace == "gold" && t.CurrentSnapshotId is not null))
        {
            throw NotReady("The lake is half built: it has no gold tables yet.", LastError() is { } error
                ? $"The last run ended with: {error} Put it right, then: waybill run"
                : "A run is going on or was stopped. Wait for it, or go on with: waybill run");
        }
    }

    private bool HasLanded() => Directory.Exists(workspace.Landing)
        && Directory.EnumerateFiles(workspace.Landing, "*", SearchOption.AllDirectories).Any();

    private string? LastError() => new RunJournal(workspace.Runs).Read(1) is [{ Error: { } error }] ? error : null;

    private static RequestException NotReady(string detail, string hint) => RequestException.NotReady("The workspace is not ready", detail, hint);
}
