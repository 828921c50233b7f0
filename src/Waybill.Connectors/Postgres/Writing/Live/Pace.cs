using Waybill.Events.Values;

namespace Waybill.Connectors.Postgres.Writing.Live;

/// <summary>Lets world time pass at a chosen speed; the first moment that is asked for is now.</summary>
internal sealed class Pace(ShopLoadOptions options)
{
    private readonly Lock _gate = new();
    private long _start;
    private long? _firstMoment;

    /// <summary>Returns when the moment has come, at once when there is no speed.</summary>
    /// <param name="at">World time in microseconds.</param>
    /// <exception cref="OperationCanceledException">The run is stopped.</exception>
    public Task WaitForAsync(long at)
    {
        if (options.Speed is not { } speed)
        {
            return Task.CompletedTask;
        }

        lock (_gate)
        {
            if (_firstMoment is null)
            {
                _firstMoment = at;
                _start = options.Clock.GetTimestamp();
            }
        }

        var due = TimeSpan.FromSeconds((at - _firstMoment.Value) / (double)Instant.MicrosecondsPerSecond / speed);
        var left = due - options.Clock.GetElapsedTime(_start);
        return left > TimeSpan.Zero ? Task.Delay(left, options.Clock, options.Cancel) : Task.CompletedTask;
    }
}
