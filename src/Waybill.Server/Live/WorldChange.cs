namespace Waybill.Server.Live;

/// <summary>What shall be different; null leaves it as it is.</summary>
/// <param name="Speed">Seconds of the world in a second: 0.1 to 100000.</param>
/// <param name="Paused">True stops the world, false lets it go on.</param>
public sealed record WorldChange(double? Speed = null, bool? Paused = null);
