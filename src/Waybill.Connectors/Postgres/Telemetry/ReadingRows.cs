using System.Text;
using System.Text.Unicode;
using Waybill.Connectors.Postgres.Loading;
using Waybill.Events.Live;
using Waybill.Events.Telemetry;
using Waybill.Events.Values;

namespace Waybill.Connectors.Postgres.Telemetry;

/// <summary>Messages as rows of <c>telemetry.readings</c> in the form of binary COPY.</summary>
internal sealed class ReadingRows
{
    public const string Columns = """topic, partition, "offset", received_at, truck_id, temp, fuel, "timestamp", payload, raw""";

    private const int ColumnCount = 10;
    private const int Scale = 3;
    private const int Null = -1;

    /// <summary>Microseconds from 1970 to the year 2000, where PostgreSQL counts from.</summary>
    private const long Epoch = 946_684_800_000_000;

    private static readonly long FirstMoment = Instant.FromDateTime(DateTime.MinValue).Microseconds;
    private static readonly long LastMoment = Instant.FromDateTime(DateTime.MaxValue).Microseconds;

    // Signature, flags, length of the header's extension (PostgreSQL's documentation of COPY, "Binary Format").
    private static readonly byte[] Signature =
        [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xFF, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly CopyBuffer _buffer = new();

    public int Length => _buffer.Length;

    public ReadOnlyMemory<byte> Written => _buffer.Written;

    /// <summary>The reception as the archive keeps it: within the years that a timestamp has.</summary>
    public static Instant ReceivedAt(in RawReading message) => new(Math.Clamp(message.ReceivedAt.Microseconds, FirstMoment, LastMoment));

    public void Clear() => _buffer.Clear();

    public void Begin() => _buffer.Bytes(Signature);

    public void End()
    {
        const short EndOfRows = -1;
        _buffer.Int16(EndOfRows);
    }

    public void Add(in RawReading message)
    {
        var payload = message.Payload.Span;
        var fields = ListedFields.Read(payload);
        _buffer.Int16(ColumnCount);
        Text(message.Topic);
        _buffer.Int32(sizeof(int));
        _buffer.Int32(message.Partition);
        Long(message.Offset);
        Long(ReceivedAt(message).Microseconds - Epoch);
        Text(fields.TruckId.Length == 0 ? null : fields.TruckId);
        Milli(fields.TempMilli);
        Milli(fields.FuelMilli);
        if (fields.At is { } at)
        {
            Long(at.Microseconds - Epoch);
        }
        else
        {
            _buffer.Int32(Null);
        }

        var isText = Utf8.IsValid(payload) && !payload.Contains((byte)0);
        Bytes(payload, isText);
        Bytes(payload, !isText);
    }

    private void Long(long value)
    {
        _buffer.Int32(sizeof(long));
        _buffer.Int64(value);
    }

    private void Milli(int value)
    {
        if (value == TelemetryReading.Missing)
        {
            _buffer.Int32(Null);
        }
        else
        {
            NumericCell.Write(_buffer, value, Scale);
        }
    }

    private void Text(string? text)
    {
        if (text is null)
        {
            _buffer.Int32(Null);
            return;
        }

        var length = Encoding.UTF8.GetByteCount(text);
        _buffer.Int32(length);
        Encoding.UTF8.GetBytes(text, _buffer.Take(length));
    }

    private void Bytes(ReadOnlySpan<byte> bytes, bool isThere)
    {
        _buffer.Int32(isThere ? bytes.Length : Null);
        if (isThere)
        {
            _buffer.Bytes(bytes);
        }
    }
}
