using System.Buffers;
using Microsoft.Win32.SafeHandles;
using Waybill.Events.Feeds;
using Waybill.Events.Live;
using Waybill.Events.Telemetry;
using Waybill.Events.Values;

namespace Waybill.Cli.Live;

/// <summary>
/// The readings that have landed, in the order in which they were received, whatever files they lie in. Files whose times do not overlap
/// follow each other; of those that do, only the places of their lines are held in memory.
/// </summary>
internal sealed class LandingReadings
{
    private const string Topic = "landing";
    private const int MostAheadSeconds = 600;
    private const int BatchMessages = 5_000;
    private const int ReadBytes = 1 << 20;

    private readonly string _root;
    private readonly string[] _files;
    private readonly Instant _now;

    /// <param name="workspaceRoot">The workspace.</param>
    /// <param name="now">When files landed whose names do not say it.</param>
    /// <param name="since">Only files that landed after this time, where their names say it.</param>
    public LandingReadings(string workspaceRoot, Instant now, DateTime? since = null)
    {
        _now = now;
        _root = Path.Combine(workspaceRoot, FeedCatalogue.Telemetry.LandingFolder);
        _files = Directory.Exists(_root)
            ? [.. Directory.EnumerateFiles(_root, "*.jsonl", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(_root, f).Replace('\\', '/'))
                .Where(f => !Path.GetFileName(f).StartsWith('.'))
                .Where(f => since is null || !FeedCatalogue.Telemetry.TryReadDropTime(f, out var landed) || landed > since)
                .Order(StringComparer.Ordinal)]
            : [];
    }

    /// <param name="folder">A folder of readings.</param>
    /// <param name="file">The one file in it, relative.</param>
    public LandingReadings(string folder, string file)
    {
        _root = folder;
        _files = [file];
    }

    public int FileCount => _files.Length;

    /// <summary>All readings in batches; the memory of a batch is used again for the next.</summary>
    public IEnumerable<ArraySegment<RawReading>> Read()
    {
        long offset = 0;
        foreach (var cluster in Clusters())
        {
            var places = cluster.SelectMany(PlacesOf).ToArray();
            Array.Sort(places);
            var handles = cluster.ToDictionary(f => f, f => File.OpenHandle(PathOf(f)));
            try
            {
                foreach (var batch in Batches(places, handles, offset))
                {
                    yield return batch;
                    offset += batch.Count;
                }
            }
            finally
            {
                foreach (var handle in handles.Values)
                {
                    handle.Dispose();
                }
            }
        }
    }

    // Groups of files whose times of reception overlap, in the order of their times.
    private IEnumerable<List<int>> Clusters()
    {
        var spans = _files.Select((_, file) => SpanOf(file)).Where(s => s.First <= s.Last).OrderBy(s => s.First).ThenBy(s => s.File);
        var cluster = new List<int>();
        var until = new Instant(long.MinValue);
        foreach (var (file, first, last) in spans)
        {
            if (cluster.Count > 0 && first > until)
            {
                yield return cluster;
                cluster = [];
            }

            cluster.Add(file);
            until = last > until ? last : until;
        }

        if (cluster.Count > 0)
        {
            yield return cluster;
        }
    }

    private (int File, Instant First, Instant Last) SpanOf(int file)
    {
        var (first, last) = (new Instant(long.MaxValue), new Instant(long.MinValue));
        foreach (var place in PlacesOf(file))
        {
            first = place.ReceivedAt < first ? place.ReceivedAt : first;
            last = place.ReceivedAt > last ? place.ReceivedAt : last;
        }

        return (file, first, last);
    }

    private static IEnumerable<ArraySegment<RawReading>> Batches(ReadingPlace[] places, Dictionary<int, SafeFileHandle> files, long offset)
    {
        var batch = new RawReading[BatchMessages];
        for (var from = 0; from < places.Length; from += BatchMessages)
        {
            var part = places.AsMemory(from, Math.Min(BatchMessages, places.Length - from));
            var length = 0;
            foreach (ref readonly var place in part.Span)
            {
                length += place.Length;
            }

            var bytes = ArrayPool<byte>.Shared.Rent(Math.Max(1, length));
            Fill(part.Span, files, bytes, batch, offset + from);
            yield return new ArraySegment<RawReading>(batch, 0, part.Length);
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static void Fill(ReadOnlySpan<ReadingPlace> places, Dictionary<int, SafeFileHandle> files, byte[] bytes, RawReading[] batch, long offset)
    {
        var at = 0;
        for (var i = 0; i < places.Length; i++)
        {
            ref readonly var place = ref places[i];
            var line = bytes.AsMemory(at, place.Length);
            var read = RandomAccess.Read(files[place.File], line.Span, place.Position);
            batch[i] = new RawReading(Topic, 0, offset + i, place.ReceivedAt, line[..read]);
            at += place.Length;
        }
    }

    private string PathOf(int file) => Path.Combine(_root, _files[file]);

    private IEnumerable<ReadingPlace> PlacesOf(int file)
    {
        using var handle = File.OpenHandle(PathOf(file), options: FileOptions.SequentialScan);
        var reader = new TelemetryJsonReader();
        var landedAt = FeedCatalogue.Telemetry.TryReadDropTime(_files[file], out var dropped) ? Instant.FromDateTime(dropped) : _now;
        var buffer = new byte[ReadBytes];
        var (held, position, line, last) = (0, 0L, 0, new Instant(long.MinValue));
        while (true)
        {
            var read = RandomAccess.Read(handle, buffer.AsSpan(held), position + held);
            var length = held + read;
            var start = 0;
            while (start < length)
            {
                var end = buffer.AsSpan(start, length - start).IndexOf((byte)'\n');
                if (end < 0 && read > 0)
                {
                    break; // The rest of the line is still in the file.
                }

                end = end < 0 ? length - start : end;
                line++;
                if (PlaceOf(reader, buffer.AsSpan(start, end), landedAt, ref last) is { } place)
                {
                    yield return place with { File = file, Line = line, Position = position + start };
                }

                start += end + 1;
            }

            if (read == 0)
            {
                yield break;
            }

            start = Math.Min(start, length);
            held = length - start;
            buffer.AsSpan(start, held).CopyTo(buffer);
            position += start;
            if (held == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2); // A line of many megabytes.
            }
        }
    }

    // What is no reading stands where it stands in its file: it is only counted.
    private static ReadingPlace? PlaceOf(TelemetryJsonReader reader, ReadOnlySpan<byte> bytes, Instant landedAt, ref Instant last)
    {
        var line = bytes.TrimEnd((byte)'\r');
        if (line.IsEmpty)
        {
            return null;
        }

        if (reader.ReadLine(line, out _, out var envelope) == TelemetryRefusal.None)
        {
            // Of a reading without an envelope is known that it was there when its file landed: one from well after that is refused.
            last = envelope.ReceivedAt > landedAt.AddSeconds(MostAheadSeconds) ? landedAt : envelope.ReceivedAt;
            return new ReadingPlace(
                last, envelope.Partition < 0 ? int.MaxValue : envelope.Partition, envelope.Offset < 0 ? long.MaxValue : envelope.Offset, 0, 0, 0, line.Length);
        }

        return new ReadingPlace(last.Microseconds == long.MinValue ? default : last, int.MaxValue, long.MaxValue, 0, 0, 0, line.Length);
    }
}
