using Waybill.Connectors.Csv;
using Waybill.Connectors.Json;
using Waybill.Connectors.Landing;
using Waybill.Connectors.Reading;
using Waybill.Events;
using Waybill.Events.Feeds;

namespace Waybill.Connectors.Sources;

/// <summary>Somebody's own files, seen through a mapping as files of a feed.</summary>
public sealed class SourceZone
{
    private readonly LandingOptions _options;
    private readonly ReadLimits _limits;

    /// <param name="options">Null for the defaults. Give each mapping an index of its own.</param>
    public SourceZone(LandingOptions? options = null)
        : this(options ?? new LandingOptions(), ReadLimits.Default)
    {
    }

    internal SourceZone(LandingOptions options, ReadLimits limits)
    {
        _options = options;
        _limits = limits;
    }

    /// <summary>
    /// Finds the files of a mapping. New rows are those of the driving input's files whose content is not held yet;
    /// when another input has a new file, all rows come again, because the join may give them other values.
    /// </summary>
    /// <param name="mapping">What to read.</param>
    /// <param name="heldContents">Content ids that have been ingested.</param>
    /// <param name="clockMicros">When the files landed: µs since 1970 UTC.</param>
    /// <param name="ct">Stops between files.</param>
    /// <exception cref="WaybillException">The mapping cannot work, its folder is missing, or an input has no file.</exception>
    public SourceArrival Look(
        SourceMapping mapping, IReadOnlySet<string> heldContents, long clockMicros, CancellationToken ct = default)
    {
        var feed = MappingCheck.Check(mapping);
        if (!Directory.Exists(mapping.Folder))
        {
            throw MappingCheck.Bad(
                mapping, "folder", $"there is no folder '{mapping.Folder}'", "Correct the path; it is relative to waybill.yaml.");
        }

        var notes = new List<LandingNote>();
        var index = new ContentIndex(_options.IndexPath);
        var inputs = mapping.Inputs
            .Select(input => new SourceFiles(input, Intake(input, index), List(mapping, input, clockMicros, notes)))
            .ToList();
        var arrival = Take(mapping, feed, inputs, heldContents, notes, ct);
        index.Save();
        return arrival;
    }

    private SourceArrival Take(
        SourceMapping mapping,
        FeedDefinition feed,
        List<SourceFiles> inputs,
        IReadOnlySet<string> heldContents,
        List<LandingNote> notes,
        CancellationToken ct)
    {
        var nothing = new HashSet<string>();
        var newOthers = inputs.Skip(1).SelectMany(i => i.Take(heldContents, ct)).ToList();
        var newDriving = inputs[0].Take(heldContents, ct);
        var driving = newOthers.Count > 0 ? inputs[0].Take(nothing, ct) : newDriving;
        var others = inputs.Skip(1).Select(
            i => (i.Input, i.Read(driving.Count > 0 ? i.Take(nothing, ct) : [], _limits))).ToList();
        var landed = newDriving.Concat(newOthers).DistinctBy(f => f.ContentId).OrderBy(f => f.Name, StringComparer.Ordinal);
        return new SourceArrival(
            mapping,
            feed,
            inputs[0].Read(driving, _limits),
            others,
            [.. landed.Select(LandedFile.From)],
            [.. notes.Concat(inputs.SelectMany(i => i.Notes)).Distinct()]);
    }

    private Intake Intake(SourceInput input, ContentIndex index)
    {
        IFileFormat format = input.Format switch
        {
            SourceFormat.Json => new JsonFormat(isLines: false),
            SourceFormat.JsonLines => new JsonFormat(isLines: true),
            _ => new CsvFormat(ColumnTarget.ForAnything(input.Name), (byte?)input.Delimiter),
        };
        return new Intake(new FileSurveyor(format, _limits.For(input.IsJson), _options.Scratch), index, _options.Threads);
    }

    private static IReadOnlyList<FoundFile> List(
        SourceMapping mapping, SourceInput input, long clockMicros, List<LandingNote> notes)
    {
        var root = Path.GetFullPath(mapping.Folder);
        var listing = new FolderListing(root, _ => clockMicros, GlobPattern.Compile(input.Glob));
        var found = listing.List("");
        notes.AddRange(listing.Notes);
        if (found.Count > 0)
        {
            return found;
        }

        var names = new FolderListing(root, _ => clockMicros, static _ => true).List("")
            .Select(f => f.File.Name).ToList();
        throw MappingCheck.Bad(
            mapping,
            $"inputs.{input.Name}",
            $"no file in '{mapping.Folder}' matches '{input.Glob}'",
            names.Count == 0 ? "The folder holds no files." : MappingCheck.Suggest(input.Glob, names.Take(50)));
    }
}
