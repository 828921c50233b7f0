using Waybill.Lake.Spec;

namespace Waybill.Lake.Commits;

/// <summary>Keeps the number of manifests low: as many of one size class as the limit says become one of the next class.</summary>
/// <remarks>
/// Classes are powers of the limit, so every entry is rewritten at most once a class and n commits leave about
/// limit · log(n) manifests. What is merged depends on the manifest list alone, never on time or chance.
/// </remarks>
internal static class ManifestMerger
{
    public const int DefaultLimit = 16;

    // A manifest is rewritten whole when one of its files goes; beyond this size that would cost more than reading a few more.
    private const int MaxFiles = 4096;

    public static IReadOnlyList<ManifestDraft> Merge(
        IReadOnlyList<ManifestDraft> drafts, int limit, Func<ManifestFile, IReadOnlyList<ManifestEntry>> read)
    {
        var list = drafts.ToList();
        foreach (var (content, spec) in drafts.Select(d => (d.Content, d.SpecId)).Distinct().ToArray())
        {
            for (var @class = 0; ; @class++)
            {
                var group = list.Where(d => d.Content == content && d.SpecId == spec).ToArray();
                if (group.All(d => Class(d.LiveFiles, limit) < @class))
                {
                    break;
                }

                var members = group.Where(d => Class(d.LiveFiles, limit) == @class).ToArray();
                if (members.Length >= limit && members.Sum(m => m.LiveFiles) <= MaxFiles)
                {
                    var merged = ManifestDraft.Of(content, spec, members.SelectMany(m => m.ForMerging(read)).ToArray());
                    list[list.IndexOf(members[0])] = merged;
                    list.RemoveAll(d => members.Contains(d));
                }
            }
        }

        return list;
    }

    private static int Class(int files, int limit)
    {
        var result = 0;
        for (; files >= limit; files /= limit)
        {
            result++;
        }

        return result;
    }
}
