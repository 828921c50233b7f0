namespace Waybill.Sim.Fulfilment;

/// <summary>A city with its region.</summary>
/// <param name="Name">As it is written in the feed.</param>
/// <param name="Region">Economic region.</param>
/// <param name="Latitude">Thousandths of a degree north.</param>
/// <param name="Longitude">Thousandths of a degree east.</param>
/// <param name="Thousands">Inhabitants in thousands, rounded; only proportions count.</param>
internal sealed record City(string Name, string Region, int Latitude, int Longitude, int Thousands)
{
    private const string RedRiver = "Red River Delta";
    private const string NorthernMidlands = "Northern Midlands";
    private const string NorthCentral = "North Central Coast";
    private const string SouthCentral = "South Central Coast";
    private const string Highlands = "Central Highlands";
    private const string Southeast = "Southeast";
    private const string Mekong = "Mekong Delta";

    /// <summary>
    /// The cities, in fours of two big ones, a middle and a small one, because cells take them in turn. Places and sizes
    /// are rounded from general knowledge; lanes need no more.
    /// </summary>
    public static IReadOnlyList<City> All { get; } =
    [
        new("Ho Chi Minh City", Southeast, 10_823, 106_630, 9_000),
        new("Hanoi", RedRiver, 21_028, 105_804, 8_000),
        new("Da Nang", SouthCentral, 16_054, 108_202, 1_200),
        new("Can Tho", Mekong, 10_045, 105_747, 1_250),
        new("Bien Hoa", Southeast, 10_945, 106_824, 1_100),
        new("Hai Phong", RedRiver, 20_845, 106_688, 2_000),
        new("Nha Trang", SouthCentral, 12_239, 109_197, 420),
        new("Hue", NorthCentral, 16_464, 107_591, 650),
        new("Thu Dau Mot", Southeast, 10_980, 106_652, 340),
        new("Thanh Hoa", NorthCentral, 19_807, 105_777, 590),
        new("Quy Nhon", SouthCentral, 13_782, 109_219, 480),
        new("Buon Ma Thuot", Highlands, 12_667, 108_038, 420),
        new("Vung Tau", Southeast, 10_346, 107_084, 530),
        new("Vinh", NorthCentral, 18_679, 105_681, 540),
        new("Da Lat", Highlands, 11_940, 108_458, 430),
        new("Long Xuyen", Mekong, 10_386, 105_435, 380),
        new("Ha Long", RedRiver, 20_951, 107_076, 300),
        new("Nam Dinh", RedRiver, 20_434, 106_177, 350),
        new("Thai Nguyen", NorthernMidlands, 21_594, 105_848, 340),
        new("My Tho", Mekong, 10_360, 106_360, 270),
        new("Bac Ninh", RedRiver, 21_186, 106_076, 520),
        new("Viet Tri", NorthernMidlands, 21_300, 105_430, 290),
        new("Pleiku", Highlands, 13_983, 108_000, 450),
        new("Rach Gia", Mekong, 10_012, 105_081, 400),
        new("Phan Thiet", SouthCentral, 10_928, 108_102, 350),
        new("Ca Mau", Mekong, 9_177, 105_150, 320),
        new("Lao Cai", NorthernMidlands, 22_480, 103_975, 170),
        new("Dong Hoi", NorthCentral, 17_469, 106_622, 170),
    ];

    /// <summary>Kilometres by road: the straight line on a flat map at 16° north, and three tenths more.</summary>
    public int KilometresTo(City other)
    {
        // 110.6 km a degree of latitude; 107.0 km a degree of longitude at 16° north.
        double north = (Latitude - other.Latitude) * 0.1106;
        double east = (Longitude - other.Longitude) * 0.1070;
        return (int)(1.3 * Math.Sqrt((north * north) + (east * east)));
    }
}
