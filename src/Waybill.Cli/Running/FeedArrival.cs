using Waybill.Connectors;
using Waybill.Connectors.Landing;
using Waybill.DuckDb;
using Waybill.Events.Feeds;
using Waybill.Pipeline.Landing;

namespace Waybill.Cli.Running;

/// <summary>New files of a feed from everywhere, as the pipeline sees them.</summary>
internal sealed class FeedArrival(IReadOnlyList<IFeedArrival> arrivals, FeedDefinition feed) : IArrival
{
    public IReadOnlyList<ArrivedFile> Files { get; } =
        [.. arrivals.SelectMany(a => a.Files).Select(f => new ArrivedFile(f.Name, f.ContentId, f.Bytes))];

    public IReadOnlyList<ArrivalNote> Notes { get; } =
    [
        .. arrivals.SelectMany(a => a.Notes).Select(n => new ArrivalNote(n.File, n.Message, n.Kind == LandingNoteKind.Unreadable)),
        .. arrivals.SelectMany(RefusedFiles),
    ];

    public IReadOnlyList<string> Columns { get; } = [.. feed.Columns.Select(c => c.Name)];

    public IReadOnlyList<string> ExtraColumns { get; } =
        [.. arrivals.SelectMany(a => a.ExtraColumns).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public int Parts => arrivals.Sum(a => a.Parts);

    public IReadOnlyList<RejectedLine> Rejects => [.. arrivals.SelectMany(a => a.Rejects).Select(ToLine)];

    public string Open(int part, DuckDbConnection connection)
    {
        foreach (var arrival in arrivals)
        {
            if (part < arrival.Parts)
            {
                return arrival.Open(part, connection);
            }

            part -= arrival.Parts;
        }

        throw new ArgumentOutOfRangeException(nameof(part));
    }

    public void Dispose()
    {
        foreach (var arrival in arrivals)
        {
            arrival.Dispose();
        }
    }

    // A file of which no row arrives must not pass as one of many quarantined lines.
    private static IEnumerable<ArrivalNote> RefusedFiles(IFeedArrival arrival)
    {
        var refused = arrival.Files.Where(f => f.IsRefused).Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        return refused.Count == 0
            ? []
            : arrival.Rejects.Where(r => refused.Contains(r.File)).Select(r => new ArrivalNote(
                r.File, $"none of its rows was taken: {r.Detail}. Mend it and let it land again under another name.", IsProblem: true));
    }

    private static RejectedLine ToLine(Reject reject) =>
        new(reject.Rule, reject.Detail, reject.File, reject.Line, reject.LandedAtMicros, reject.Raw);
}
