namespace Waybill.Sim.Shop;

/// <summary>An alert that is not resolved yet.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Available">Units that were free when it was raised.</param>
/// <param name="Threshold">The limit that was crossed.</param>
/// <param name="RaisedAt">When, in microseconds.</param>
internal readonly record struct OpenAlert(long Number, int Available, int Threshold, long RaisedAt);
