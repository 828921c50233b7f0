namespace Waybill.Sim.Factory;

/// <summary>What a batch will be.</summary>
/// <param name="Seconds">How long it takes.</param>
/// <param name="Produced">Units.</param>
/// <param name="Defective">Units of these that are defective.</param>
/// <param name="Efficiency">Parts per million.</param>
/// <param name="WattHours">Energy.</param>
/// <param name="Readings">Sensor readings.</param>
internal readonly record struct BatchPlan(
    int Seconds, int Produced, int Defective, int Efficiency, int WattHours, int Readings);
