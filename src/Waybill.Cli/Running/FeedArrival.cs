using Waybill.Connectors;
using Waybill.Connectors.Landing;
using Waybill.DuckDb;
using Waybill.Events.Feeds;
using Waybill.Pipeline.Landing;

namespace Waybill.Cli.Running;

/// <summary>New files of a feed, as the pipeline sees them.</summary>
internal sealed class FeedArrival(IFeedArrival arrival, FeedDefinition feed) : IArrival
{
    public IReadOnlyList<ArrivedFile> Files { get; } = [.. arrival.Files.Select(f => new ArrivedFile(f.Name, f.ContentId, f.Bytes))];

    public IReadOnlyList<ArrivalNote> Notes { get; } =
        [.. arrival.Notes.Select(n => new ArrivalNote(n.File, n.Message, n.Kind == LandingNoteKind.Unreadable))];

    public IReadOnlyList<string> Columns { get; } = [.. feed.Columns.Select(c => c.Name)];

    public IReadOnlyList<string> ExtraColumns => arrival.ExtraColumns;

    public int Parts => arrival.Parts;

    public IReadOnlyList<RejectedLine> Rejects => [.. arrival.Rejects.Select(ToLine)];

    public string Open(int part, DuckDbConnection connection) => arrival.Open(part, connection);

    public void Dispose() => arrival.Dispose();

    internal static RejectedLine ToLine(Reject reject) =>
        new(reject.Rule, reject.Detail, reject.File, reject.Line, reject.LandedAtMicros, reject.Raw);
}
