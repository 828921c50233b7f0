using Waybill.Cli.Commands;
using Waybill.Cli.Live;
using Waybill.Cli.Workspaces;
using Waybill.Connectors.Postgres;
using Waybill.Connectors.Postgres.Loading;
using Waybill.Events;
using Waybill.Pipeline.Engine;
using Waybill.Pipeline.Models;

namespace Waybill.Cli.Loading;

/// <summary>Brings the gold tables of a workspace into a PostgreSQL database.</summary>
internal sealed class LoadJob(Workspace workspace, LoadJobOptions options)
{
    /// <summary>Loads; the workspace is kept as it is meanwhile, so that all tables are of the same run.</summary>
    public async Task<LoadResult> RunAsync(IProgress<LoadStep> progress, CancellationToken ct)
    {
        var database = PostgresDatabase.Parse(options.Address);
        var load = new PostgresLoad(database, new PostgresLoadOptions { Schema = options.Schema, FullRefresh = options.FullRefresh });
        using var mine = WorkspaceLock.Take(workspace);
        var catalog = LakeOf.Open(workspace);
        var library = RuleBook.LoadModels(workspace, options.ModelsFolder);
        using var query = LakeQuery.Open(catalog, library);
        var gold = new GoldTables(catalog, library, new ModelGraph(library, query.Connection));
        var models = gold.Select(options.Select);
        var built = models.Where(m => gold.Missing(m) is null).ToList();
        if (built.Count == 0)
        {
            throw new WaybillException(WaybillErrorKind.Usage, "No gold table that was asked for has been built.", "Build it: waybill run");
        }

        var result = await load.RunAsync(query.Connection, [.. built.Select(gold.Describe)], progress, ct).ConfigureAwait(false);
        // Models of feeds that never brought anything are not built: only who asks for one of them is told.
        var asked = options.Select.Count == 0 ? [] : models.Except(built);
        return result with
        {
            Notes = [.. result.Notes, .. asked.Select(m => new LoadNote(m.Table, $"not built yet, {gold.Missing(m)} is missing: waybill run"))],
        };
    }
}
