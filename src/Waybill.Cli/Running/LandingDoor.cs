using Waybill.Cli.Configuration;
using Waybill.Cli.Workspaces;
using Waybill.Connectors.Landing;
using Waybill.Connectors.Sources;
using Waybill.Events;
using Waybill.Events.Feeds;
using Waybill.Pipeline.Landing;

namespace Waybill.Cli.Running;

/// <summary>What landed in a workspace: files in <c>landing/</c>, and people's own files that its configuration maps.</summary>
internal sealed class LandingDoor(Workspace workspace, WorkspaceConfiguration configuration, int threads) : ILandingDoor
{
    public IArrival Look(string feed, IReadOnlySet<string> heldContents, long clockMicros)
    {
        var definition = FeedCatalogue.Find(feed) ?? throw new WaybillException(WaybillErrorKind.BadInput,
            $"A model reads landing.{feed}, but there is no such feed.",
            $"Known feeds: {string.Join(", ", FeedCatalogue.All.Select(f => f.Name))}.");
        var arrivals = new List<IFeedArrival>
        {
            new LandingZone(workspace.Root, Options($"landed-{feed}")).Look(definition, heldContents, clockMicros),
        };
        foreach (var mapping in configuration.Sources.Where(s => s.Feed == feed))
        {
            arrivals.Add(new SourceZone(Options($"source-{mapping.Name}-{feed}")).Look(mapping, heldContents, clockMicros));
        }

        return new FeedArrival(arrivals, definition);
    }

    private LandingOptions Options(string index) => new()
    {
        IndexPath = Path.Combine(workspace.State, index + ".index"),
        ScratchFolder = workspace.Temporary,
        Threads = threads,
    };
}
