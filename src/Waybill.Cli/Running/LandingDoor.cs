using Waybill.Cli.Workspaces;
using Waybill.Connectors.Landing;
using Waybill.Events;
using Waybill.Events.Feeds;
using Waybill.Pipeline.Landing;

namespace Waybill.Cli.Running;

/// <summary>What landed in a workspace: files in <c>landing/</c>.</summary>
internal sealed class LandingDoor(Workspace workspace, int threads) : ILandingDoor
{
    public IArrival Look(string feed, IReadOnlySet<string> heldContents, long clockMicros)
    {
        var definition = FeedCatalogue.Find(feed) ?? throw new WaybillException(WaybillErrorKind.BadInput,
            $"A model reads landing.{feed}, but there is no such feed.",
            $"Known feeds: {string.Join(", ", FeedCatalogue.All.Select(f => f.Name))}.");
        var zone = new LandingZone(workspace.Root, new LandingOptions
        {
            IndexPath = Path.Combine(workspace.State, $"landed-{feed}.index"),
            ScratchFolder = workspace.Temporary,
            Threads = threads,
        });
        return new FeedArrival(zone.Look(definition, heldContents, clockMicros), definition);
    }
}
