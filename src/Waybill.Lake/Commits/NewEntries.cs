using Waybill.Lake.Spec;

namespace Waybill.Lake.Commits;

/// <summary>What others added to a table since it was loaded.</summary>
internal static class NewEntries
{
    /// <summary>Data and delete files live in <paramref name="current"/> and not in <paramref name="basis"/>; manifests that both have are not opened.</summary>
    public static IReadOnlyList<ManifestEntry> Between(LakeTable basis, LakeTable current)
    {
        var before = basis.Reader.Manifests(basis.CurrentSnapshot);
        var after = current.Reader.Manifests(current.CurrentSnapshot);
        var same = before.Select(m => m.Path).Intersect(after.Select(m => m.Path)).ToHashSet(StringComparer.Ordinal);
        var known = before.Where(m => !same.Contains(m.Path))
            .SelectMany(basis.Reader.Entries)
            .Where(e => e.IsLive)
            .Select(e => e.File.FilePath)
            .ToHashSet(StringComparer.Ordinal);
        return after.Where(m => !same.Contains(m.Path))
            .SelectMany(current.Reader.Entries)
            .Where(e => e.IsLive && !known.Contains(e.File.FilePath))
            .ToArray();
    }
}
