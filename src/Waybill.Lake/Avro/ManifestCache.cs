using System.Collections.Concurrent;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Avro;

/// <summary>Decoded manifests and lists by path. Both are immutable, so what was read once stays true.</summary>
internal sealed class ManifestCache
{
    // About 100 MB of entries; a table of ten years of daily commits stays far below.
    private const int MaxEntries = 200_000;

    private readonly ConcurrentDictionary<string, IReadOnlyList<ManifestFile>> _lists = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlyList<ManifestEntry>> _manifests = new(StringComparer.Ordinal);
    private int _entries;

    public IReadOnlyList<ManifestFile> List(TableFolder folder, string location)
    {
        var path = folder.PathOf(location);
        return _lists.TryGetValue(path, out var known)
            ? known
            : _lists.GetOrAdd(path, ManifestListReader.Read(DurableFiles.ReadAll(path), location));
    }

    public IReadOnlyList<ManifestEntry> Entries(TableFolder folder, TableMetadata metadata, ManifestFile line)
    {
        var spec = metadata.SpecById(line.SpecId);
        var types = metadata.PartitionTypes(spec);
        var path = folder.PathOf(line.Path);
        var key = types.Count == 0 ? path : $"{path}|{string.Join(',', types)}"; // values are decoded into the column's type of today
        if (_manifests.TryGetValue(key, out var known))
        {
            return known;
        }

        var entries = ManifestReader.Read(DurableFiles.ReadAll(path), line, spec, types);
        if (Interlocked.Add(ref _entries, entries.Count) > MaxEntries)
        {
            _manifests.Clear();
            Interlocked.Exchange(ref _entries, entries.Count);
        }

        return _manifests.GetOrAdd(key, entries);
    }
}
