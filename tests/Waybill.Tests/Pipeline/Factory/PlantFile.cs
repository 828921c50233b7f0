namespace Waybill.Tests.Pipeline.Factory;

/// <summary>A file of a plant, by its name relative to the landing folder.</summary>
internal sealed record PlantFile(string Name, string Text);
