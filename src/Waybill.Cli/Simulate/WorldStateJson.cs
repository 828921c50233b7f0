using System.Text.Json.Serialization;

namespace Waybill.Cli.Simulate;

/// <summary>Serializer of <see cref="WorldState"/>, made when the program is built.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NewLine = "\n")]
[JsonSerializable(typeof(WorldState))]
internal sealed partial class WorldStateJson : JsonSerializerContext;
