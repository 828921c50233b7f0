using Microsoft.AspNetCore.Http.HttpResults;
using Waybill.Server.Answers;
using Waybill.Server.Cells;
using Waybill.Server.Lakes;
using Waybill.Server.Panels;

namespace Waybill.Server.Endpoints;

/// <summary>What is served.</summary>
internal static class WorkspaceEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/workspace", Get)
        .WithName("getWorkspace").WithTags("workspace").WithSummary("What is served: the world, the feeds, the pages.");

    private static Ok<WorkspaceInfo> Get(ServedWorkspace workspace, ServerOptions options, LakeReader reader, PanelList panels)
    {
        var edition = reader.Edition();
        var world = workspace.World();
        return TypedResults.Ok(new WorkspaceInfo(
            workspace.Name, options.Mode, world?.Scenario, world?.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture),
            world?.Time is { } time ? CellText.Time(time) : null, edition.SnapshotId, Feeds(reader, edition), panels.PagesOf(edition), options.Version));
    }

    private static IReadOnlyList<string> Feeds(LakeReader reader, LakeEdition edition) => [.. reader.Graph.Ordered
        .Where(m => edition.Tables.TryGetValue(m.Name, out var table) && table.CurrentSnapshotId is not null)
        .Select(m => reader.Graph.Feed(m.Name)).OfType<string>().Order(StringComparer.Ordinal)];
}
