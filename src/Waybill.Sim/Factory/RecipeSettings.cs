namespace Waybill.Sim.Factory;

/// <summary>How a product is made.</summary>
/// <param name="Product">The product, as it is written in the feed.</param>
/// <param name="Machine">The kind of machine that makes it.</param>
/// <param name="From">What one unit takes. A material that no recipe makes is bought and never runs out.</param>
public sealed record RecipeSettings(string Product, string Machine, IReadOnlyList<MaterialSettings> From)
{
    /// <summary>
    /// Units that stay in the plant overnight when other recipes need the product; what is above leaves as goods. Products
    /// that no recipe needs leave altogether. Null keeps everything.
    /// </summary>
    public int? KeepsOvernight { get; init; }

    internal string Describe() =>
        $"{Product}/{Machine}/{KeepsOvernight}/{string.Join('+', From.Select(material => $"{material.Units} {material.Name}"))}";
}
