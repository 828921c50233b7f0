using System.Collections.Concurrent;
using System.Globalization;
using Waybill.DuckDb;
using Waybill.Events.Feeds;
using Waybill.Pipeline.Landing;
using Xunit;

namespace Waybill.Tests.Pipeline;

/// <summary>A landing folder in memory: files are added by the test, one part a file. Of a feed one arrival can be open at a time, as of a real one.</summary>
internal sealed class TestDoor : ILandingDoor
{
    private readonly List<Drop> _drops = [];
    private readonly ConcurrentDictionary<string, bool> _open = [];

    public void Add(Drop drop) => _drops.Add(drop);

    public IArrival Look(string feed, IReadOnlySet<string> heldContents, long clockMicros)
    {
        Assert.True(_open.TryAdd(feed, true), $"Two steps have what landed of {feed} open.");
        var drops = _drops.Where(d => d.Feed == feed && !heldContents.Contains(d.Name)).OrderBy(d => d.Name, StringComparer.Ordinal);
        return new Arrival(FeedCatalogue.Find(feed)!, [.. drops], () => _open.TryRemove(feed, out _));
    }

    private sealed class Arrival(FeedDefinition feed, IReadOnlyList<Drop> drops, Action closed) : IArrival
    {
        public IReadOnlyList<ArrivedFile> Files { get; } = [.. drops.Select(d => new ArrivedFile(d.Name, d.Name, d.Rows.Count))];

        public IReadOnlyList<ArrivalNote> Notes => [];

        public IReadOnlyList<string> Columns { get; } = [.. feed.Columns.Select(c => c.Name)];

        public IReadOnlyList<string> ExtraColumns => [];

        public int Parts => drops.Count;

        public IReadOnlyList<RejectedLine> Rejects => [];

        public string Open(int part, DuckDbConnection connection)
        {
            var drop = drops[part];
            var columns = string.Join(", ", feed.Columns.Select(c => Sql.Identifier(c.Name)));
            var landed = drop.LandedAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            var rows = drop.Rows.Select((cells, i) =>
                $"({string.Join(", ", cells.Select(Sql.Literal))}, {Sql.Literal(drop.Name)}, {i + 2}::bigint, {i}::bigint, timestamp '{landed}', null::blob)");
            return $"(select * from (values {string.Join(", ", rows)}) as rows({columns}, _file, _line, _hash, _landed_at, _raw))";
        }

        public void Dispose() => closed();
    }
}
