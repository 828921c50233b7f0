using Waybill.Cli.Running;
using Waybill.Connectors.Landing;
using Waybill.Events.Feeds;
using Waybill.Pipeline.Landing;

namespace Waybill.Tests.Pipeline.Factory;

/// <summary>A landing folder of real files in a temporary workspace.</summary>
internal sealed class FolderDoor : ILandingDoor, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Lets a file land, by its name relative to the landing folder.</summary>
    public void Land(string name, string text) => _folder.Write("landing/" + name, text);

    public IArrival Look(string feed, IReadOnlySet<string> heldContents, long clockMicros)
    {
        var definition = FeedCatalogue.Find(feed)!; // models name feeds of the catalogue
        return new FeedArrival([new LandingZone(_folder.Path).Look(definition, heldContents, clockMicros)], definition);
    }

    public void Dispose() => _folder.Dispose();
}
