using Waybill.Events.Live;
using Waybill.Events.Telemetry;

namespace Waybill.Speed.Runtime;

/// <summary>Copies of messages that are no readings, until the dead letters have them.</summary>
internal sealed class LetterQueue
{
    private readonly List<DeadLetter> _letters = [];
    private int _out;

    public bool IsEmpty => _letters.Count == 0;

    public long Bytes { get; private set; }

    /// <summary>Only asked when there is one.</summary>
    public long FirstOffset => _letters[0].Message.Offset;

    public void Add(in RawReading message, TelemetryRefusal refusal)
    {
        RawReading copy = message with { Payload = message.Payload.ToArray(), Key = message.Key.ToArray() };
        _letters.Add(new DeadLetter(copy, RefusalWords.WordOf(refusal), RefusalWords.MeaningOf(refusal)));
        Bytes += copy.Payload.Length;
    }

    /// <summary>All that wait; they stay until <see cref="Drop"/>.</summary>
    public IReadOnlyList<DeadLetter> Front()
    {
        _out = _letters.Count;
        return [.. _letters];
    }

    /// <summary>Gives up what was handed over.</summary>
    public void Drop()
    {
        for (int i = 0; i < _out; i++)
        {
            Bytes -= _letters[i].Message.Payload.Length;
        }

        _letters.RemoveRange(0, _out);
    }
}
