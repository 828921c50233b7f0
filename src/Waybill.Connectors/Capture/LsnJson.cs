using System.Text.Json;
using System.Text.Json.Serialization;

namespace Waybill.Connectors.Capture;

/// <summary>Places of the log in JSON are texts, as PostgreSQL writes them.</summary>
internal sealed class LsnJson : JsonConverter<Lsn>
{
    public override Lsn Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return Lsn.Parse(reader.GetString() ?? "");
        }
        catch (FormatException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    public override void Write(Utf8JsonWriter writer, Lsn value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
