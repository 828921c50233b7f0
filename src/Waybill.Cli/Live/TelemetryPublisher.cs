using System.Buffers;
using System.Text;
using Waybill.Connectors.Kafka;
using Waybill.Events.Live;
using Waybill.Events.Telemetry;
using Waybill.Events.Values;

namespace Waybill.Cli.Live;

/// <summary>
/// Publishes lines of landing/telemetry as the messages that they are in a topic: without the envelope, which a broker adds, under their
/// truck's id, in the order of their reception, whose time they carry.
/// </summary>
internal sealed class TelemetryPublisher : IAsyncDisposable
{
    private static readonly byte[] Envelope = ",\"received_at\":"u8.ToArray();

    private readonly TelemetryTarget _target;
    private readonly TelemetryProducer _producer;
    private readonly TelemetryJsonReader _reader = new();
    private readonly ArrayBufferWriter<byte> _value = new();

    private TelemetryPublisher(TelemetryTarget target, TelemetryProducer producer) => (_target, _producer) = (target, producer);

    /// <exception cref="Events.WaybillException">As for <see cref="TelemetryProducer.ConnectAsync"/>.</exception>
    public static async Task<TelemetryPublisher> ConnectAsync(TelemetryTarget target, CancellationToken ct) =>
        new(target, await TelemetryProducer.ConnectAsync(target.Kafka, trouble: null, ct).ConfigureAwait(false));

    /// <summary>Publishes what landed after a time, and waits until the brokers have it.</summary>
    /// <returns>How many messages.</returns>
    public async Task<long> PublishAsync(string workspaceRoot, DateTime? since, CancellationToken ct)
    {
        var began = _target.Time.GetTimestamp();
        var first = new Instant(long.MinValue);
        long count = 0;
        foreach (var batch in new LandingReadings(workspaceRoot, new Instant(long.MaxValue / 2), since).Read())
        {
            for (var i = 0; i < batch.Count; i++)
            {
                first = first.Microseconds == long.MinValue ? batch[i].ReceivedAt : first;
                if (_target.Speed is { } speed)
                {
                    await WaitAsync(began, (batch[i].ReceivedAt.Microseconds - first.Microseconds) / speed, ct).ConfigureAwait(false);
                }

                Send(batch[i], ct);
                count++;
            }
        }

        await _producer.FlushAsync(ct).ConfigureAwait(false);
        return count;
    }

    public ValueTask DisposeAsync() => _producer.DisposeAsync();

    private async Task WaitAsync(long began, double microseconds, CancellationToken ct)
    {
        var left = TimeSpan.FromMicroseconds(microseconds) - _target.Time.GetElapsedTime(began);
        if (left > TimeSpan.FromMilliseconds(1))
        {
            await Task.Delay(left, _target.Time, ct).ConfigureAwait(false);
        }
    }

    private void Send(in RawReading line, CancellationToken ct)
    {
        var value = line.Payload.Span;
        var refusal = _reader.Read(value, line.ReceivedAt, out var reading);
        var envelope = value.LastIndexOf(Envelope);

        // A line that is broken within its envelope must not be mended by taking it off.
        if (envelope > 0 && refusal != TelemetryRefusal.Unreadable)
        {
            _value.ResetWrittenCount();
            _value.Write(value[..envelope]);
            _value.Write("}"u8);
            value = _value.WrittenSpan;
        }

        _producer.Send(refusal == TelemetryRefusal.None ? Encoding.UTF8.GetBytes(reading.TruckId) : [], value, line.ReceivedAt, ct);
    }
}
