namespace Waybill.Sim.ColdChain;

/// <summary>How high the land lies, from places whose altitude is known.</summary>
internal static class Terrain
{
    /// <summary>Latitude and longitude in millionths of a degree, metres above the sea.</summary>
    private static readonly (int Latitude, int Longitude, int Metres)[] Known =
    [
        (-716_700, 36_435_900, 1_890), (-1_286_400, 36_817_200, 1_690), (-1_456_300, 36_978_500, 1_530), (-2_080_600, 37_470_000, 1_130),
        (-2_690_000, 38_166_700, 750), (-3_396_100, 38_556_100, 580), (-3_862_000, 39_474_500, 210), (-4_043_500, 39_668_200, 20),
        (-498_300, 36_316_700, 2_000), (-303_100, 36_080_000, 1_850), (-160_000, 35_683_000, 2_430), (64_500, 35_538_700, 2_800),
        (216_700, 35_433_300, 2_390), (514_300, 35_269_800, 2_100), (-1_033_300, 37_069_300, 1_510), (-737_500, 37_276_800, 1_330),
        (-531_000, 37_457_500, 1_350), (-333_300, 37_646_100, 1_460), (46_300, 37_655_900, 1_550), (-91_700, 34_768_000, 1_130),
        (-368_900, 35_286_300, 2_180), (-1_113_600, 36_642_000, 2_230),
    ];

    /// <summary>Metres at a place: the mean of what is known, weighted by the inverse square of the distance.</summary>
    public static int Altitude(int latitudeMicro, int longitudeMicro)
    {
        double weights = 0;
        double sum = 0;
        foreach ((int latitude, int longitude, int metres) in Known)
        {
            double north = (latitude - latitudeMicro) / 1e6;
            double east = (longitude - longitudeMicro) / 1e6;
            double weight = 1 / ((north * north) + (east * east) + 1e-6);
            weights += weight;
            sum += weight * metres;
        }

        return (int)(sum / weights);
    }
}
