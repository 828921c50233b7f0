using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Hashing;
using Waybill.Connectors.Kafka;
using Waybill.Events;
using Waybill.Events.Live;

namespace Waybill.Connectors.Files;

/// <summary>
/// The state of each partition as a file of the workspace, <c>state/live/&lt;topic&gt;-&lt;partition&gt;.state</c>, replaced as a whole.
/// <code>
/// "WBLS" 4 | format 4 | next offset 8 | xxHash64 of the state 8 | state
/// </code>
/// Numbers are little-endian.
/// </summary>
public sealed class FileStateStore : IStateStore
{
    private const int Format = 1;
    private const int HeaderLength = 24;

    private readonly string _folder;
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new(StringComparer.Ordinal);

    /// <param name="root">Absolute path of the workspace.</param>
    public FileStateStore(string root)
    {
        ArgumentNullException.ThrowIfNull(root);
        _folder = Path.Combine(root, "state", "live");
    }

    private static ReadOnlySpan<byte> Magic => "WBLS"u8;

    /// <exception cref="WaybillException">Corrupt: the file is damaged. NewerVersion: a newer program wrote it.</exception>
    public async Task<SavedState?> LoadAsync(string topic, int partition, CancellationToken cancellation)
    {
        var path = PathOf(topic, partition);
        if (!File.Exists(path))
        {
            return null;
        }

        var bytes = await File.ReadAllBytesAsync(path, cancellation).ConfigureAwait(false);
        var next = NextOffset(path, bytes);
        var state = bytes.AsMemory(HeaderLength);
        return XxHash64.HashToUInt64(state.Span) == BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(16))
            ? new SavedState(next, state)
            : throw new WaybillException(WaybillErrorKind.Corrupt, $"{path} is damaged: its checksum differs.",
                "Remove it: the partition is then read from its beginning, and what was kept before is not kept twice.");
    }

    /// <exception cref="WaybillException">Busy: what is there stands at a later offset. Storage: the disk refuses.</exception>
    public async Task SaveAsync(string topic, int partition, SavedState state, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        var path = PathOf(topic, partition);
        var gate = _gates.GetOrAdd(path, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await DiskThreads.RunAsync(() => Save(path, topic, partition, state), cancellation).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var gate in _gates.Values)
        {
            gate.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private static void Save(string path, string topic, int partition, SavedState state)
    {
        // Between looking at what is there and replacing it, no other program may.
        using var only = LineFile.Open(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.lock"); // a file has a folder
        if (File.Exists(path))
        {
            var there = Header(path);
            if (there > state.NextOffset)
            {
                throw StateErrors.Earlier(topic, partition, state.NextOffset, there);
            }
        }

        var header = new byte[HeaderLength];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), Format);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(8), state.NextOffset);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(16), XxHash64.HashToUInt64(state.Bytes.Span));
        ReplacedFile.Write(path, header, state.Bytes);
    }

    private static long Header(string path)
    {
        var header = new byte[HeaderLength];
        using var handle = File.OpenHandle(path);
        var length = RandomAccess.Read(handle, header, 0);
        return NextOffset(path, header.AsSpan(0, length));
    }

    private static long NextOffset(string path, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength || !bytes.StartsWith(Magic))
        {
            throw new WaybillException(WaybillErrorKind.Corrupt, $"{path} is no saved state.", "Remove it: the partition is then read from its beginning.");
        }

        var format = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        return format <= Format
            ? BinaryPrimitives.ReadInt64LittleEndian(bytes[8..])
            : throw new WaybillException(WaybillErrorKind.NewerVersion, $"{path} has format {format}, this program knows {Format}.", "Use the newer program.");
    }

    private string PathOf(string topic, int partition) => KafkaSettings.IsTopicName(topic)
        ? Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{topic}-{partition}.state"))
        : throw new WaybillException(WaybillErrorKind.BadInput, $"'{topic}' cannot be the name of a topic.", "Use letters, digits, dots, underscores and hyphens.");
}
