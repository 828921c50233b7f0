using System.Text.Json.Serialization;

namespace Waybill.Connectors.Capture;

/// <summary>How <see cref="CaptureState"/> is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(CaptureState))]
internal sealed partial class CaptureStateJson : JsonSerializerContext;
