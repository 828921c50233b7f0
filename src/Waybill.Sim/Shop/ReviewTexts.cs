using Waybill.Events.Text;

namespace Waybill.Sim.Shop;

/// <summary>What reviews say: about the thing, the delivery, and whether one would buy it again.</summary>
internal static class ReviewTexts
{
    private static readonly TextTable Titles = new(
    [
        "Very disappointed", "Waste of money", "Không nên mua", "Never again",
        "Not what I hoped for", "Below average", "Hơi thất vọng", "Could be better",
        "It is okay", "Tạm được", "Average", "Does its job",
        "Good", "Quite happy", "Hài lòng", "Solid choice",
        "Excellent", "Tuyệt vời", "Love it", "Five stars",
    ]);

    private static readonly TextTable Openings = new(
    [
        "The @ broke on the first day.", "This @ looks nothing like the picture.", "Sản phẩm @ kém chất lượng.", "I regret buying this @.",
        "The @ feels cheap.", "The @ is smaller than expected.", "Chất lượng @ chưa tốt.", "My @ had a scratch.",
        "The @ is fine for the price.", "An ordinary @, nothing special.", "@ dùng tạm ổn.", "The @ works, more or less.",
        "A good @, well made.", "The @ does what it should.", "@ đúng như mô tả.", "Nice @, my family likes it.",
        "The best @ I ever had.", "I use this @ every day.", "@ quá đẹp, rất ưng ý.", "This @ is worth every cent.",
    ]);

    private static readonly TextTable Deliveries = new(
    [
        " It came days too late.", " Giao hàng quá chậm.", " The parcel was overdue and nobody told me.", " I waited far longer than promised.",
        " Fast delivery.", " Giao hàng nhanh, đóng gói kỹ.", " It arrived as promised.", " Well packed.",
    ]);

    private static readonly TextTable Endings = new(
    [
        " I want my money back.", " I will not order again.", " I would think twice.", " Maybe another brand next time.",
        "", " Okay for once.", " I would buy it again.", " Sẽ ủng hộ shop tiếp.", " Recommended!", " Cảm ơn shop!",
    ]);

    private const int PerRating = 4;

    public static ReadOnlySpan<byte> Title(int rating, ulong bits) => Titles.Raw(((rating - 1) * PerRating) + (int)(bits & 3));

    /// <param name="texts">Where the text is put together.</param>
    /// <param name="noun">What was bought.</param>
    /// <param name="rating">1 to 5.</param>
    /// <param name="isLate">Whether it came late.</param>
    /// <param name="bits">Random bits.</param>
    public static ReadOnlySpan<byte> Body(TextArena texts, ReadOnlySpan<byte> noun, int rating, bool isLate, ulong bits)
    {
        ReadOnlySpan<byte> opening = Openings.Raw(((rating - 1) * PerRating) + (int)(bits & 3));
        int place = opening.IndexOf((byte)'@');
        texts.Begin().Add(opening[..place]).Add(noun).Add(opening[(place + 1)..]);
        if (isLate || (bits >> 2 & 1) == 0)
        {
            texts.Add(Deliveries.Raw((isLate ? 0 : PerRating) + (int)(bits >> 3 & 3)));
        }

        return texts.Add(Endings.Raw(((rating - 1) * 2) + (int)(bits >> 5 & 1))).End();
    }
}
