using System.Text;
using Waybill.Sim.Commerce;

namespace Waybill.Sim.Shop;

/// <summary>What visitors type into the search box, and how variants of goods are called.</summary>
internal sealed class ShopTexts
{
    /// <summary>One search in this many has two letters swapped.</summary>
    private const int TypoEvery = 16;

    private static readonly byte[][] Before = [.. ((string[])["", "", "", "cheap ", "best ", "new ", "buy "]).Select(Encoding.UTF8.GetBytes)];

    private static readonly byte[][] Behind =
        [.. ((string[])["", "", "", " sale", " gift", " for men", " for women", " for kids", " 2026", " free shipping", " review"]).Select(Encoding.UTF8.GetBytes)];

    private readonly byte[][] _nouns;
    private readonly byte[][] _styles;

    public ShopTexts(World world)
    {
        int count = world.Products.Count;
        _nouns = new byte[count][];
        _styles = new byte[count][];
        for (int i = 0; i < count; i++)
        {
            string title = world.Products.Names[i];
            string[] nouns = ProductFamily.All[world.Products[i].Family].Nouns;
            string noun = nouns.First(word => title.Contains(word, StringComparison.Ordinal));
            _nouns[i] = Encoding.UTF8.GetBytes(noun.ToLowerInvariant());
            _styles[i] = Encoding.UTF8.GetBytes(title[..title.IndexOf(' ', StringComparison.Ordinal)].ToLowerInvariant() + " ");
        }
    }

    /// <summary>Words by which the variants of a product differ.</summary>
    public static IReadOnlyList<string> Variants { get; } = ["Classic", "Ocean", "Sunset", "Forest"];

    /// <summary>What kind of thing a product is, in lower case.</summary>
    public ReadOnlySpan<byte> Noun(int product) => _nouns[product];

    /// <summary>A search that could lead to a product.</summary>
    public ReadOnlySpan<byte> Query(TextArena texts, int product, ulong bits)
    {
        texts.Begin();
        bool withStyle = (bits & 7) < 3;
        texts.Add(withStyle ? _styles[product] : Before[(int)(bits >> 8 & 0xFF) % Before.Length]);
        AddNoun(texts, _nouns[product], bits >> 32);
        texts.Add(Behind[(int)(bits >> 16 & 0xFF) % Behind.Length]);
        return texts.End();
    }

    private static void AddNoun(TextArena texts, ReadOnlySpan<byte> noun, ulong bits)
    {
        if (bits % TypoEvery != 0)
        {
            texts.Add(noun);
            return;
        }

        int at = (int)(bits / TypoEvery % (ulong)(noun.Length - 1));
        texts.Add(noun[..at]).Add(noun.Slice(at + 1, 1)).Add(noun.Slice(at, 1)).Add(noun[(at + 2)..]);
    }
}
