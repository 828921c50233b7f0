using System.Buffers;
using System.Text.Json;

namespace Waybill.Server.Http;

/// <summary>Writes server-sent events (HTML standard, "Server-sent events"): JSON has no line ends, so each event is three lines.</summary>
internal sealed class EventWriter(Stream body)
{
    private readonly ArrayBufferWriter<byte> _event = new(1024);

    public async Task WriteAsync(string name, object data, CancellationToken ct)
    {
        _event.ResetWrittenCount();
        _event.Write("event: "u8);
        _event.Write(System.Text.Encoding.UTF8.GetBytes(name));
        _event.Write("\ndata: "u8);
        using (var json = new Utf8JsonWriter(_event, new JsonWriterOptions { Encoder = JsonSettings.Encoder }))
        {
            JsonSerializer.Serialize(json, data, data.GetType(), JsonSettings.Web);
        }

        _event.Write("\n\n"u8);
        await FlushAsync(ct).ConfigureAwait(false);
    }

    /// <summary>A comment: keeps proxies from closing a quiet connection, and tells the server when the reader has gone.</summary>
    public async Task BeatAsync(CancellationToken ct)
    {
        _event.ResetWrittenCount();
        _event.Write(": still here\n\n"u8);
        await FlushAsync(ct).ConfigureAwait(false);
    }

    private async Task FlushAsync(CancellationToken ct)
    {
        await body.WriteAsync(_event.WrittenMemory, ct).ConfigureAwait(false);
        await body.FlushAsync(ct).ConfigureAwait(false);
    }
}
