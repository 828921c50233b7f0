namespace Waybill.Server.Live;

/// <summary>The simulated world that runs in this process.</summary>
/// <param name="Time">The world's time, ISO 8601 UTC.</param>
/// <param name="Speed">Seconds of the world in a second; 1 is real time.</param>
/// <param name="Paused">It stands still.</param>
/// <param name="Day">The day that is played, yyyy-MM-dd.</param>
/// <param name="Lag">Seconds of the world that it is behind its speed; 0 when it keeps up.</param>
public sealed record WorldState(string Time, double Speed, bool Paused, string Day, double Lag);
