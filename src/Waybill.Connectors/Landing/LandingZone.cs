using Waybill.Connectors.Csv;
using Waybill.Connectors.Json;
using Waybill.Connectors.Reading;
using Waybill.Events;
using Waybill.Events.Feeds;

namespace Waybill.Connectors.Landing;

/// <summary>The folder where source systems drop files, and the one door through which their rows come in.</summary>
public sealed class LandingZone
{
    private readonly string _root;
    private readonly LandingOptions _options;
    private readonly ReadLimits _limits;

    /// <param name="workspace">The workspace folder; feeds name their folders relative to it.</param>
    /// <param name="options">Null for the defaults.</param>
    public LandingZone(string workspace, LandingOptions? options = null)
        : this(workspace, options ?? new LandingOptions(), ReadLimits.Default)
    {
    }

    internal LandingZone(string workspace, LandingOptions options, ReadLimits limits)
    {
        _root = Path.GetFullPath(workspace);
        _options = options;
        _limits = limits;
    }

    /// <summary>
    /// Finds the files of a feed whose content is not held yet, in the order of their names, and reads each through once
    /// (content, header, division). A file that cannot be read becomes a note, and the others go on.
    /// </summary>
    /// <param name="feed">The feed.</param>
    /// <param name="heldContents">Content ids that have been ingested; such a file is skipped whatever its
    /// name.</param>
    /// <param name="clockMicros">µs since 1970 UTC, for files whose name tells no time.</param>
    /// <param name="ct">Stops between files.</param>
    /// <exception cref="WaybillException">The folder lies outside the workspace.</exception>
    public LandingArrival Look(
        FeedDefinition feed, IReadOnlySet<string> heldContents, long clockMicros, CancellationToken ct = default)
    {
        // Names in rows are relative to the landing root, which is the first step of the feed's folder.
        var (landing, folder) = SplitFolder(feed.LandingFolder);
        var listing = new FolderListing(
            landing,
            name => feed.TryReadDropTime(name, out var time) ? ToMicros(time) : clockMicros,
            feed.Takes,
            name => Remark(feed, name));
        var found = listing.List(folder);
        var target = ColumnTarget.ForFeed(feed, _options.ReservedColumns);
        IFileFormat format = feed.Format == FeedFormat.Csv ? new CsvFormat(target) : new JsonFormat(feed.Format == FeedFormat.JsonLines, target);
        var limits = _limits.For(isJson: feed.Format != FeedFormat.Csv);
        var index = new ContentIndex(_options.IndexPath);
        var intake = new Intake(new FileSurveyor(format, limits, _options.Scratch), index, _options.Threads);
        var files = intake.Take(found, heldContents, ct);
        intake.ReleaseAllBut(files);
        index.Save();
        return new LandingArrival(
            feed.Name,
            new FileSet([.. feed.Columns.Select(c => c.Name)], files, limits),
            [.. files.Select(LandedFile.From)],
            [.. listing.Notes, .. intake.Notes]);
    }

    // Feeds can share a folder: a file that none of them takes is spoken of once, by the first.
    private static string? Remark(FeedDefinition feed, string name)
    {
        var sharing = FeedCatalogue.All.Where(f => f.LandingFolder == feed.LandingFolder).ToList();
        return sharing[0] != feed || sharing.Exists(f => f.Takes(name)) ? null
            : feed.IsDaily
                ? $"it is none of {string.Join(", ", sharing.Select(f => f.Name))} (.csv, or .json for sensor_logs) and stays where it is"
                : feed.Format == FeedFormat.JsonLines
                    ? "it is not one of the feed's files (.jsonl) and stays where it is"
                    : $"it is none of {string.Join(", ", sharing.Select(f => f.Name))} (.csv) and stays where it is";
    }

    private static long ToMicros(DateTime utc) => (utc.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    private (string Landing, string Folder) SplitFolder(string landingFolder)
    {
        var steps = landingFolder.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (steps.Length == 0 || Path.IsPathRooted(landingFolder) || steps.Any(s => s is "." or ".." || s.Contains('\\')))
        {
            throw new WaybillException(
                WaybillErrorKind.BadInput,
                $"The landing folder '{landingFolder}' lies outside the workspace {_root}",
                "Name a folder inside the workspace, without '..' and without a leading slash.");
        }

        return (Path.Combine(_root, steps[0]), string.Join('/', steps[1..]));
    }
}
