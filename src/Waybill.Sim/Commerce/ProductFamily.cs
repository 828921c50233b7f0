namespace Waybill.Sim.Commerce;

/// <summary>A kind of goods: what it is called, what it weighs, in which variants it is sold.</summary>
/// <param name="Nouns">What it is.</param>
/// <param name="LightestGrams">Weight of the lightest one.</param>
/// <param name="HeaviestGrams">Weight of the heaviest one; items × weight stays below 100 kg.</param>
/// <param name="Variants">Sizes, colours and packs.</param>
internal sealed record ProductFamily(string[] Nouns, int LightestGrams, int HeaviestGrams, string[] Variants)
{
    /// <summary>Everything that is sold.</summary>
    public static IReadOnlyList<ProductFamily> All { get; } =
    [
        new(
            ["Wireless Mouse", "USB-C Cable", "Phone Case", "Power Bank", "Bluetooth Speaker", "Earbuds", "Webcam", "Keyboard"],
            60, 1_200,
            ["Black", "White", "Navy", "Mini", "Pro", "V2"]),
        new(
            ["Desk Lamp", "Storage Box", "Curtain", "Pillow", "Rice Cooker", "Frying Pan", "Thermos Flask", "Bath Towel"],
            300, 5_500,
            ["Small", "Large", "Grey", "Bamboo", "Set of 2", "1.8 L"]),
        new(
            ["Face Cream", "Shampoo", "Sunscreen SPF 50", "Lip Balm", "Hand Soap", "Body Lotion", "Hair Oil", "Sheet Mask"],
            50, 900,
            ["50 ml", "200 ml", "500 ml", "Refill", "2-Pack", "Aloe"]),
        new(
            ["T-Shirt", "Linen Shirt", "Raincoat", "Sandals", "Sneakers", "Backpack", "Baseball Cap", "Ao Dai"],
            120, 1_800,
            ["S", "M", "L", "XL", "Red", "Olive"]),
        new(
            ["Building Blocks", "Puzzle", "Plush Bear", "Toy Truck", "Card Game", "Kite", "Balance Bike", "Paint Set"],
            150, 4_500,
            ["100 pcs", "500 pcs", "Age 3+", "Age 6+", "Blue", "Deluxe"]),
        new(
            ["Ground Coffee", "Green Tea", "Fish Sauce", "Jasmine Rice", "Cashew Nuts", "Dried Mango", "Instant Noodles", "Honey"],
            200, 8_000,
            ["250 g", "500 g", "1 kg", "5 kg", "Box of 12", "Organic"]),
        new(
            ["Yoga Mat", "Jump Rope", "Dumbbell Pair", "Badminton Racket", "Football", "Swim Goggles", "Tent", "Bike Light"],
            150, 9_000,
            ["Junior", "Adult", "2 kg", "Size 5", "Green", "Travel"]),
        new(
            ["Notebook A5", "Gel Pens", "Cookbook", "Travel Guide", "Sticky Notes", "Calligraphy Set", "Planner", "Novel"],
            80, 1_400,
            ["Dotted", "Ruled", "5-Pack", "Hardcover", "Paperback", "Bilingual"]),
    ];
}
