namespace Waybill.Sim.ColdChain;

/// <summary>A straight piece of a road.</summary>
internal readonly struct RoadLeg
{
    public RoadLeg(in RoadPoint from, in RoadPoint to)
    {
        From = from;
        To = to;
        Length = to.AtMillimetres - from.AtMillimetres;
        double east = (to.LongitudeMicro - from.LongitudeMicro) * (double)Road.MetresPerLongitude;
        double north = (to.LatitudeMicro - from.LatitudeMicro) * (double)Road.MetresPerLatitude;
        Heading = (int)(Angles.Degrees(north, east) + 0.5) % 360;
        double line = Math.Sqrt((east * east) + (north * north));
        SideLatitude = (int)(east / line * 1_000_000_000 / Road.MetresPerLatitude);
        SideLongitude = (int)(-north / line * 1_000_000_000 / Road.MetresPerLongitude);
        ClimbPerKilometre = (int)((to.AltitudeMetres - from.AltitudeMetres) * 1_000_000L / Math.Max(Length, 1));
    }

    public RoadPoint From { get; }

    public RoadPoint To { get; }

    /// <summary>Millimetres by road.</summary>
    public long Length { get; }

    /// <summary>Degrees from north, on the way from the first point to the last.</summary>
    public int Heading { get; }

    /// <summary>Millionths of a degree of latitude for a kilometre to the left of the road.</summary>
    public int SideLatitude { get; }

    /// <summary>The same for the longitude.</summary>
    public int SideLongitude { get; }

    /// <summary>Metres of altitude for each kilometre.</summary>
    public int ClimbPerKilometre { get; }
}
