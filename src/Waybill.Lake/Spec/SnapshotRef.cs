using System.Text.Json;

namespace Waybill.Lake.Spec;

/// <summary>A named snapshot: "main" or another branch or tag. <paramref name="Raw"/> keeps retention settings as they were.</summary>
public sealed record SnapshotRef(long SnapshotId, string Type, JsonElement? Raw = null)
{
    public const string Main = "main";
    public const string Branch = "branch";
}
