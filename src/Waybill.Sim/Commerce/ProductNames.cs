using Waybill.Sim.Kernel;

namespace Waybill.Sim.Commerce;

/// <summary>
/// Names of products, ASCII throughout. A few hold commas and quotes, as sellers' titles do, so that every reader of the
/// feed meets quoted fields.
/// </summary>
internal static class ProductNames
{
    /// <summary>One name in this many needs quotes in a CSV file.</summary>
    private const int QuotedEvery = 64;

    private static readonly string[] Styles =
    [
        "Classic", "Daily", "Urban", "Eco", "Premium", "Compact", "Family", "Basic", "Nordic", "Saigon", "Hanoi", "Summer",
        "Soft", "Smart", "Ultra", "Vintage", "Fresh", "Pure", "Active", "Golden",
    ];

    private static readonly string[] QuotedTails =
    [
        ", 12\" wide", ", new model", " (\"Best Seller\")", ", 3 sizes", " 24\"", ", gift box, ribbon",
    ];

    public static string Make(int product, ProductFamily family, RandomStream random)
    {
        ulong draw = (ulong)product * 4;
        string style = Styles[random.Below(draw, Styles.Length)];
        string noun = family.Nouns[random.Below(draw + 1, family.Nouns.Length)];
        string variant = family.Variants[random.Below(draw + 2, family.Variants.Length)];
        return product % QuotedEvery == QuotedEvery / 2
            ? $"{style} {noun}{QuotedTails[random.Below(draw + 3, QuotedTails.Length)]}"
            : $"{style} {noun} {variant}";
    }
}
