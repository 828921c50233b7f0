using Waybill.Cli.Live;
using Waybill.Events.Live;
using Waybill.Events.Values;

namespace Waybill.Cli.Up;

/// <summary>The readings of one file in the order of their reception, taken as their time comes.</summary>
internal sealed class WindowReadings(string folder, string file) : IDisposable
{
    private readonly IEnumerator<ArraySegment<RawReading>> _batches = new LandingReadings(folder, file).Read().GetEnumerator();
    private ArraySegment<RawReading> _batch = ArraySegment<RawReading>.Empty;

    /// <summary>The next readings that were received by a time; empty when there are no more of them.</summary>
    /// <param name="until">The time; null for all that are left.</param>
    /// <returns>Good until the next call.</returns>
    public ArraySegment<RawReading> Take(Instant? until)
    {
        if (_batch.Count == 0)
        {
            _batch = _batches.MoveNext() ? _batches.Current : ArraySegment<RawReading>.Empty;
        }

        var count = 0;
        while (count < _batch.Count && (until is not { } time || _batch[count].ReceivedAt <= time))
        {
            count++;
        }

        var taken = _batch[..count];
        _batch = _batch[count..];
        return taken;
    }

    public void Dispose() => _batches.Dispose();
}
