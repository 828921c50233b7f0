using Waybill.Lake.Spec;

namespace Waybill.Lake.Commits;

/// <summary>A line of the next manifest list: a manifest that stays as it is, or entries that will become a new one.</summary>
internal sealed class ManifestDraft
{
    private ManifestDraft(ManifestContent content, int specId, int liveFiles, ManifestFile? kept, IReadOnlyList<ManifestEntry>? entries)
    {
        Content = content;
        SpecId = specId;
        LiveFiles = liveFiles;
        Kept = kept;
        NewEntries = entries;
    }

    public ManifestContent Content { get; }

    public int SpecId { get; }

    public int LiveFiles { get; }

    /// <summary>The manifest that stays, null for a new one.</summary>
    public ManifestFile? Kept { get; }

    /// <summary>Entries of a new manifest, null for one that stays.</summary>
    public IReadOnlyList<ManifestEntry>? NewEntries { get; }

    public static ManifestDraft Keep(ManifestFile manifest) => new(manifest.Content, manifest.SpecId, manifest.LiveFiles, manifest, null);

    public static ManifestDraft Of(ManifestContent content, int specId, IReadOnlyList<ManifestEntry> entries) =>
        new(content, specId, entries.Count(e => e.IsLive), null, entries);

    /// <summary>Entries for a new manifest that takes this one in: what lives goes on living, what was deleted before is forgotten.</summary>
    public IEnumerable<ManifestEntry> ForMerging(Func<ManifestFile, IReadOnlyList<ManifestEntry>> read) => Kept is null
        ? NewEntries ?? []
        : read(Kept).Where(e => e.IsLive).Select(e => e with { Status = EntryStatus.Existing });
}
