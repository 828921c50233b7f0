using System.Text;
using Waybill.Connectors.Landing;
using Waybill.Connectors.Reading;
using Waybill.DuckDb;
using Waybill.Events.Feeds;

namespace Waybill.Tests.Connectors;

/// <summary>A workspace in a temporary folder, and everything that its landing zone gives for a feed.</summary>
internal sealed class TestWorkspace : IDisposable
{
    internal const long Clock = 1_767_398_400_000_000; // 2026-01-03 00:00:00 UTC
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("waybill-test");
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1 });
    private readonly DuckDbConnection _connection;

    internal TestWorkspace() => _connection = _database.Connect();

    internal DuckDbConnection Connection => _connection;

    internal string Root => _folder.FullName;

    internal LandingOptions Options { get; set; } = new();

    internal ReadLimits Limits { get; set; } = ReadLimits.Default;

    internal string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    internal string Write(string name, ReadOnlySpan<byte> bytes)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // the path has a folder, it was joined from one
        File.WriteAllBytes(path, bytes);
        return path;
    }

    internal LandingArrival Look(FeedDefinition feed, params string[] heldContents) =>
        new LandingZone(Root, Options, Limits).Look(feed, heldContents.ToHashSet(), Clock);

    /// <summary>Everything of a feed, parts one after the other, rows in the order of the files.</summary>
    internal Arrived Read(FeedDefinition feed, params string[] heldContents)
    {
        using var arrival = Look(feed, heldContents);
        var rows = new List<ArrivedRow>();
        for (var part = 0; part < arrival.Parts; part++)
        {
            using var result = _connection.Query($"select * from {arrival.Open(part, _connection)}");
            while (result.NextChunk(out var chunk))
            {
                for (var row = 0; row < chunk.Rows; row++)
                {
                    rows.Add(ReadRow(chunk, row, result.Columns));
                }
            }
        }

        return new Arrived(rows, arrival.Rejects, arrival.Files, arrival.Notes, arrival.Parts, arrival.ExtraColumns);
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
        _folder.Delete(recursive: true);
    }

    private static ArrivedRow ReadRow(ChunkReader chunk, int row, IReadOnlyList<DuckDbColumn> columns)
    {
        var texts = columns.Count - 5;
        var cells = Enumerable.Range(0, texts).Select(c => chunk.IsNull(c, row) ? null : chunk.Text(c, row)).ToArray();
        return new ArrivedRow(
            cells,
            chunk.Text(texts, row),
            chunk.Int64(texts + 1, row),
            chunk.Int64(texts + 2, row),
            chunk.TimestampMicros(texts + 3, row),
            chunk.IsNull(texts + 4, row) ? null : chunk.Blob(texts + 4, row).ToArray());
    }
}
