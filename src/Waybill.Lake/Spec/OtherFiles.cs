using System.Text.Json;

namespace Waybill.Lake.Spec;

/// <summary>Files that members of the metadata refer to which this library only carries along, such as statistics.</summary>
internal static class OtherFiles
{
    public static IReadOnlyList<string> Of(TableMetadata metadata) => metadata.Unknown
        .SelectMany(member => Texts(member.Value))
        .Where(text => text.StartsWith(metadata.Location + "/", StringComparison.Ordinal))
        .ToArray();

    private static IEnumerable<string> Texts(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => [json.GetString() ?? ""],
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(m => Texts(m.Value)),
        _ => [],
    };
}
