using Waybill.Sim.Kernel;

namespace Waybill.Sim.Commerce;

/// <summary>
/// Full names of customers. Most are Vietnamese with their diacritics, some are written without them as people do on
/// foreign keyboards, and some need no letter beyond Latin-1 (which is what a wrongly encoded file can still hold).
/// </summary>
internal static class PersonNames
{
    private static readonly string[] Families =
    [
        "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương",
        "Lý", "Đinh", "Trương", "Đoàn", "Lâm", "Mai", "Cao", "Tô", "Hà",
    ];

    private static readonly string[] Middles =
    [
        "Văn", "Thị", "Minh", "Thanh", "Ngọc", "Quốc", "Hữu", "Đức", "Thu", "Kim", "Hoài", "Anh", "Gia", "Bảo", "Xuân",
        "Phương", "Hồng", "Thành", "Công", "Diệu",
    ];

    private static readonly string[] Givens =
    [
        "An", "Anh", "Bình", "Chi", "Dũng", "Giang", "Hà", "Hải", "Hạnh", "Hiếu", "Hoa", "Hùng", "Hương", "Khánh", "Khoa",
        "Lan", "Linh", "Long", "Mai", "Minh", "Nam", "Nga", "Nhi", "Nhung", "Phúc", "Quân", "Quỳnh", "Sơn", "Tâm", "Thảo",
        "Thủy", "Trang", "Trí", "Trung", "Tú", "Tuấn", "Uyên", "Vân", "Việt", "Yến",
    ];

    private static readonly string[] Latin1Families = ["Lê", "Lâm", "Tô", "Lý", "Hà", "Cao", "Mai", "La"];
    private static readonly string[] Latin1Middles = ["Minh", "Thanh", "Hoài", "Công", "Thành", "Gia", "Kim", "Thu"];
    private static readonly string[] Latin1Givens =
        ["Bình", "Hà", "Tâm", "Quân", "Trí", "Tú", "Vân", "Phúc", "Khánh", "Uyên", "Nhân", "Khôi"];

    private static readonly string[] PlainFamilies =
    [
        "Nguyen", "Tran", "Le", "Pham", "Hoang", "Phan", "Vo", "Dang", "Bui", "Do", "Ho", "Ngo", "Duong", "Ly", "Smith",
        "Tanaka", "Kim", "Chen", "Garcia", "Dubois", "Kowalski", "Rossi", "Santos", "Lim",
    ];

    private static readonly string[] PlainGivens =
    [
        "Minh Anh", "Van Hung", "Thi Lan", "Quoc Bao", "Thu Ha", "Duc Long", "Kim Chi", "Gia Huy", "Maria", "David", "Yuki",
        "Ji-woo", "Anna", "Lucas", "Emma", "Noah", "Linh", "Trang", "Nam", "Phuong",
    ];

    /// <summary>Makes this many names; a name can occur more than once, as among people.</summary>
    public static string[] Make(int count, RandomStream random)
    {
        var names = new string[count];
        for (int i = 0; i < count; i++)
        {
            ulong draw = (ulong)i * 4;
            int style = random.Below(draw, 100);
            names[i] = style switch
            {
                < 60 => $"{Pick(Families, 1)} {Pick(Middles, 2)} {Pick(Givens, 3)}",
                < 75 => $"{Pick(Latin1Families, 1)} {Pick(Latin1Middles, 2)} {Pick(Latin1Givens, 3)}",
                _ => $"{Pick(PlainFamilies, 1)} {Pick(PlainGivens, 2)}",
            };

            string Pick(string[] from, int part) => from[random.Below(draw + (ulong)part, from.Length)];
        }

        return names;
    }
}
