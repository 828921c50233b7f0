namespace Waybill.Sim.Scenarios;

/// <summary>Days of the world, counted from 0, both ends included.</summary>
public readonly record struct DayRange(int First, int Last);
