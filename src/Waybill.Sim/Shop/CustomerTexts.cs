using System.Text;
using Waybill.Events.Text;

namespace Waybill.Sim.Shop;

/// <summary>E-mail addresses and streets of customers.</summary>
internal sealed class CustomerTexts
{
    private static readonly TextTable Domains = new(["example.com", "example.net", "example.org", "mail.example"]);

    private static readonly TextTable Streets = new(
    [
        "Lê Lợi", "Nguyễn Huệ", "Trần Hưng Đạo", "Hai Bà Trưng", "Lý Thường Kiệt", "Điện Biên Phủ", "Phan Chu Trinh", "Quang Trung",
        "Nguyễn Trãi", "Hùng Vương", "Lê Duẩn", "Võ Thị Sáu", "Cách Mạng Tháng Tám", "Pasteur", "Bạch Đằng", "Hoàng Diệu",
        "Ngô Quyền", "Trần Phú", "Nguyễn Du", "Phạm Ngũ Lão", "Bà Triệu", "Kim Mã", "Láng Hạ", "Xô Viết Nghệ Tĩnh",
    ]);

    /// <summary>A letter and those that become it.</summary>
    private static readonly string[] PlainLetters =
        ["aàáảãạăằắẳẵặâầấẩẫậ", "eèéẻẽẹêềếểễệ", "iìíỉĩị", "oòóỏõọôồốổỗộơờớởỡợ", "uùúủũụưừứửữự", "yỳýỷỹỵ", "dđ"];

    private readonly TextTable _slugs;

    public CustomerTexts(TextTable names) => _slugs = new TextTable(Enumerable.Range(0, names.Count).Select(i => Slug(names[i])));

    /// <summary>An address that no other customer of the world has.</summary>
    public ReadOnlySpan<byte> Email(TextArena texts, int name, long customerId) => texts.Begin()
        .Add(_slugs.Raw(name)).Add("."u8).Add(customerId).Add("@"u8).Add(Domains.Raw((int)(customerId & 3))).End();

    /// <summary>Number and street.</summary>
    public static ReadOnlySpan<byte> Street(TextArena texts, ulong bits) => texts.Begin()
        .Add((long)(bits % 380) + 1).Add(" "u8).Add(Streets.Raw((int)(bits >> 16 & 0xFFFF) % Streets.Count)).End();

    private static string Slug(string name)
    {
        var slug = new StringBuilder();
        foreach (char letter in name.ToLowerInvariant())
        {
            char plain = PlainLetters.FirstOrDefault(letters => letters.Contains(letter, StringComparison.Ordinal)) is { } letters ? letters[0] : letter;
            if (char.IsAsciiLetter(plain))
            {
                slug.Append(plain);
            }
            else if (slug.Length > 0 && slug[^1] != '.')
            {
                slug.Append('.');
            }
        }

        return slug.ToString();
    }
}
