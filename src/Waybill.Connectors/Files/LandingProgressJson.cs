using System.Text.Json.Serialization;

namespace Waybill.Connectors.Files;

/// <summary>How <see cref="LandingProgress"/> is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LandingProgress))]
internal sealed partial class LandingProgressJson : JsonSerializerContext;
