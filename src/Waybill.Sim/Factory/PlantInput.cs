namespace Waybill.Sim.Factory;

/// <summary>What one unit of a product takes.</summary>
/// <param name="Product">Index of the product that it takes, or -1 for something that is bought.</param>
/// <param name="Units">Units of it.</param>
internal readonly record struct PlantInput(int Product, int Units);
