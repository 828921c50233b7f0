using Waybill.Events.Values;

namespace Waybill.Cli.Up;

/// <summary>
/// The clock of what watches the trucks: it stands at the time up to which all readings have been handed over. So nobody is silent because
/// a reading has not been handed over yet, at whatever speed the world goes. Pauses are measured in real time.
/// </summary>
internal sealed class FedClock : TimeProvider
{
    private long _until;

    public void MoveTo(Instant until) => Volatile.Write(ref _until, until.Microseconds);

    public override DateTimeOffset GetUtcNow() => new(new Instant(Volatile.Read(ref _until)).ToDateTime(), TimeSpan.Zero);
}
