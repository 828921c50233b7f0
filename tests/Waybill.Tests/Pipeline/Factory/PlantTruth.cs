namespace Waybill.Tests.Pipeline.Factory;

/// <summary>What a machine of a story really did on a day.</summary>
internal sealed record PlantTruth(DateOnly Day, string Machine, int Batches, long Produced, long Defective, decimal EnergyKwh);
