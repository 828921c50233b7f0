namespace Waybill.Cli.Up;

/// <summary>Where the world's clock stood when it was written down: <c>state/up.json</c>.</summary>
/// <param name="Time">The world's time, UTC.</param>
/// <param name="Speed">Seconds of the world in a second.</param>
/// <param name="Paused">Whether it stood still.</param>
internal sealed record ClockState(DateTime Time, double Speed, bool Paused);
