using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Waybill.Pipeline.Score;

/// <summary>
/// <c>reports/verify.json</c>: what <c>verify --json</c> prints, with <c>when</c>, <c>subject</c> and <c>tolerance_pct</c> in front.
/// </summary>
public static class VerificationFile
{
    public const string Name = "verify.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The file's text.</summary>
    public static byte[] Write(SavedVerification saved)
    {
        ArgumentNullException.ThrowIfNull(saved);
        var document = new JsonObject { ["when"] = saved.When, ["subject"] = saved.Subject, ["tolerance_pct"] = saved.TolerancePct };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(saved.Verification, Json)!.AsObject()) // a record gives an object
        {
            document[name] = value?.DeepClone();
        }

        return [.. JsonSerializer.SerializeToUtf8Bytes(document, Json), (byte)'\n'];
    }

    /// <summary>The last verification that was kept in a folder; null when there is none or its file is damaged.</summary>
    public static SavedVerification? Read(string folder)
    {
        try
        {
            var node = JsonNode.Parse(File.ReadAllBytes(Path.Combine(folder, Name)));
            return node is not null && node.Deserialize<Verification>(Json) is { Checks: not null, Faults: not null } verification
                ? new SavedVerification(
                    (string?)node["when"] ?? "", (string?)node["subject"] ?? "", (double?)node["tolerance_pct"], verification)
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
