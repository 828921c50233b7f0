using System.Buffers;

namespace Waybill.Connectors.Kafka;

/// <summary>Keeps the headers of a message in their place while librdkafka copies them. Names end with a zero byte.</summary>
internal readonly ref struct HeaderPins : IDisposable
{
    private readonly MemoryHandle[] _pins;

    public HeaderPins(ReadOnlySpan<(byte[] Name, byte[] Value)> headers)
    {
        _pins = headers.IsEmpty ? [] : new MemoryHandle[2 * headers.Length];
        for (var i = 0; i < headers.Length; i++)
        {
            _pins[2 * i] = headers[i].Name.AsMemory().Pin();
            _pins[(2 * i) + 1] = headers[i].Value.AsMemory().Pin();
        }
    }

    public unsafe byte* Name(int index) => (byte*)_pins[2 * index].Pointer;

    public unsafe byte* Value(int index) => (byte*)_pins[(2 * index) + 1].Pointer;

    public void Dispose()
    {
        foreach (var pin in _pins)
        {
            pin.Dispose();
        }
    }
}
