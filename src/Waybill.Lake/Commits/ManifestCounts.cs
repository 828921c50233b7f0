namespace Waybill.Lake.Commits;

/// <summary>How many manifests a commit wrote, kept and replaced.</summary>
internal readonly record struct ManifestCounts(int Created, int Kept, int Replaced);
