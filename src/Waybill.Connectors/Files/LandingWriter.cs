using Waybill.Events.Feeds;
using Waybill.Events.Sinks;

namespace Waybill.Connectors.Files;

/// <summary>
/// Writes one day's drops into the landing folders. All files of the day are open together and grow cell by cell; after
/// <see cref="Complete"/> they are whole and on the disk, and <see cref="Publish"/> gives them their names.
/// </summary>
/// <param name="root">Absolute path of the workspace.</param>
/// <param name="heldFolder">Relative path of the folder for files that arrive on a later day.</param>
public sealed class LandingWriter(string root, string heldFolder) : IFeedSink, IDisposable
{
    private readonly List<OpenDrop> _drops = [];

    public void Open(DropPlan plan) => _drops.Add(new OpenDrop(root, plan));

    public void Append(FeedDefinition feed, DropWindow window, ReadOnlySpan<byte> rows)
    {
        foreach (OpenDrop drop in _drops)
        {
            if (drop.Plan.Window == window && drop.Plan.Feed == feed)
            {
                drop.Append(rows);
                return;
            }
        }

        throw new InvalidOperationException($"No drop of {feed.Name} is open for the window that ends {window.End}.");
    }

    /// <summary>Forces everything to the disk.</summary>
    public void Complete() => Parallel.ForEach(_drops, drop => drop.Complete());

    /// <summary>
    /// Gives the files their names, and lands what was held for one of these windows. Doing it again after a crash in the
    /// middle gives the same result.
    /// </summary>
    /// <param name="arrived">The last window whose drops have arrived: the day's last, or an earlier one when the day is played ahead.</param>
    /// <param name="waiting">Everything held so far; what lands leaves the list, what waits from now on joins it.</param>
    /// <param name="reached">Is told of every step.</param>
    /// <returns>The files that landed.</returns>
    public IReadOnlyList<WrittenFile> Publish(DropWindow arrived, List<HeldFile> waiting, Action<string> reached)
    {
        ArgumentNullException.ThrowIfNull(waiting);
        ArgumentNullException.ThrowIfNull(reached);
        var landed = new List<WrittenFile>();
        foreach (HeldFile held in waiting.Where(file => file.Window <= arrived.Index).ToList())
        {
            landed.Add(held.Land(root));
            waiting.Remove(held);
            reached($"landed {held.Path}");
        }

        foreach (OpenDrop drop in _drops)
        {
            drop.Publish(arrived.Index, heldFolder, landed, waiting);
            reached($"landed {drop.Plan.FileName}");
        }

        return landed;
    }

    public void Dispose()
    {
        foreach (OpenDrop drop in _drops)
        {
            drop.Dispose();
        }
    }
}
