using Waybill.Events.Feeds;

namespace Waybill.Sim.Faults;

/// <summary>The scheduled changes of the feeds' schemas, by day.</summary>
public sealed class SchemaPlan
{
    private readonly SchemaChange[] _changes;

    public SchemaPlan(IEnumerable<SchemaChange> changes) => _changes = [.. changes.OrderBy(change => change.Day)];

    public static SchemaPlan None { get; } = new([]);

    public IReadOnlyList<SchemaChange> Changes => _changes;

    /// <summary>The whole plan as one line of text, the same for equal plans.</summary>
    public string Describe() => string.Join(' ', _changes.Select(change => change.Describe()));

    /// <summary>The changes that a feed's files have on a day, counted from the world's first day as 0.</summary>
    internal IReadOnlyList<SchemaChange> Of(FeedDefinition feed, int day) =>
        _changes.Length == 0 ? [] : [.. _changes.Where(change => change.Feed == feed && change.Day <= day)];
}
