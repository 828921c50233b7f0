namespace Waybill.Sim.Factory;

/// <summary>What one unit of a product takes of a material.</summary>
/// <param name="Name">A product of the plant, or something that it buys.</param>
/// <param name="Units">Units of it, 1 or more.</param>
public sealed record MaterialSettings(string Name, int Units);
