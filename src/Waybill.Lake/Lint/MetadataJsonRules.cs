using System.Text.Json;

namespace Waybill.Lake.Lint;

/// <summary>Rules on the metadata JSON as text: which members there are and of what kind (ICEBERG.md 1.2).</summary>
internal static class MetadataJsonRules
{
    private const string Where = "metadata JSON";

    private static readonly (string Name, JsonValueKind Kind)[] Required =
    [
        ("format-version", JsonValueKind.Number), ("table-uuid", JsonValueKind.String), ("location", JsonValueKind.String),
        ("last-sequence-number", JsonValueKind.Number), ("last-updated-ms", JsonValueKind.Number), ("last-column-id", JsonValueKind.Number),
        ("current-schema-id", JsonValueKind.Number), ("schemas", JsonValueKind.Array), ("default-spec-id", JsonValueKind.Number),
        ("partition-specs", JsonValueKind.Array), ("last-partition-id", JsonValueKind.Number), ("default-sort-order-id", JsonValueKind.Number),
        ("sort-orders", JsonValueKind.Array), ("current-snapshot-id", JsonValueKind.Number), ("refs", JsonValueKind.Object),
        ("snapshots", JsonValueKind.Array),
    ];

    private static readonly string[] VersionOne = ["schema", "partition-spec"];

    public static void Check(LintFindings findings, byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        foreach (var (name, kind) in Required)
        {
            if (findings.Expect(root.TryGetProperty(name, out var member), "metadata/required", Where, $"'{name}' is missing"))
            {
                findings.Expect(member.ValueKind == kind, "metadata/required", Where, $"'{name}' is {member.ValueKind}, not {kind}");
            }
        }

        foreach (var name in VersionOne)
        {
            findings.Expect(!root.TryGetProperty(name, out _), "metadata/version-1", Where, $"'{name}' belongs to version 1");
        }

        CheckTexts(findings, root, "properties", Where);
        if (root.TryGetProperty("snapshots", out var snapshots) && snapshots.ValueKind == JsonValueKind.Array)
        {
            foreach (var snapshot in snapshots.EnumerateArray())
            {
                CheckSnapshot(findings, snapshot);
            }
        }
    }

    private static void CheckSnapshot(LintFindings findings, JsonElement snapshot)
    {
        var where = $"snapshot {(snapshot.TryGetProperty("snapshot-id", out var id) ? id.GetRawText() : "?")}";
        foreach (var name in new[] { "sequence-number", "snapshot-id", "timestamp-ms", "schema-id" })
        {
            findings.Expect(
                snapshot.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out _),
                "snapshot/required", where, $"'{name}' is missing or no whole number");
        }

        findings.Expect(snapshot.TryGetProperty("manifest-list", out var list) && list.ValueKind == JsonValueKind.String, "snapshot/required", where, $"'manifest-list' is missing");
        findings.Expect(snapshot.TryGetProperty("summary", out _), "snapshot/required", where, $"'summary' is missing");
        findings.Expect(!snapshot.TryGetProperty("manifests", out _), "metadata/version-1", where, $"'manifests' belongs to version 1");
        CheckTexts(findings, snapshot, "summary", where);
    }

    private static void CheckTexts(LintFindings findings, JsonElement json, string name, string where)
    {
        if (json.TryGetProperty(name, out var members) && members.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in members.EnumerateObject())
            {
                findings.Expect(member.Value.ValueKind == JsonValueKind.String, "metadata/texts", where, $"'{name}.{member.Name}' is {member.Value.ValueKind}, not text");
            }
        }
    }
}
