using Waybill.Events.Values;

namespace Waybill.Speed.Rules;

/// <summary>
/// The line of least squares through the temperatures of the last ten minutes, as sums of whole numbers: x in seconds before the latest
/// reading, y in thousandths of a degree. Shifting x changes neither slope nor its terms, and keeps the sums small.
/// With n readings the slope is A / B, A = n·Σxy − Σx·Σy, B = n·Σxx − (Σx)².
/// </summary>
internal struct TemperatureTrend
{
    /// <summary>How far back the line looks.</summary>
    public const long Window = 600 * Instant.MicrosecondsPerSecond;

    /// <summary>Fewer readings foresee nothing.</summary>
    public const int LeastReadings = 6;

    private const int WindowSeconds = 600;

    /// <summary>With that many readings no sum leaves 64 bits; more need a truck that reports a hundred times a second.</summary>
    private const int SmallCount = 65_536;

    public long Second;
    public int Count;
    public long SumX;
    public long SumY;
    public long SumXX;
    public long SumXY;

    /// <summary>How many readings of the window have the door open; each warms the air for a while.</summary>
    public int OpenDoors;

    /// <summary>Moves x = 0 to the second of a newer reading. False when all readings are out of the window by that.</summary>
    public bool MoveTo(long second)
    {
        long by = second - Second;
        if (by == 0)
        {
            return true;
        }

        Second = second;
        if (by > WindowSeconds || Count == 0)
        {
            Count = 0;
            SumX = SumY = SumXX = SumXY = 0;
            OpenDoors = by > WindowSeconds ? 0 : OpenDoors;
            return by <= WindowSeconds;
        }

        SumXX += by * ((Count * by) - (2 * SumX));
        SumXY -= by * SumY;
        SumX -= Count * by;
        return true;
    }

    /// <summary>Adds a temperature of the latest second.</summary>
    public void Add(int temp)
    {
        Count++;
        SumY += temp;
    }

    public void Remove(long second, int temp)
    {
        long x = second - Second;
        Count--;
        SumX -= x;
        SumY -= temp;
        SumXX -= x * x;
        SumXY -= x * temp;
    }

    /// <summary>A and B of the slope.</summary>
    public readonly (Int128 A, Int128 B) Slope() => Count <= SmallCount
        ? ((Count * SumXY) - (SumX * SumY), (Count * SumXX) - (SumX * SumX))
        : (((Int128)Count * SumXY) - ((Int128)SumX * SumY), ((Int128)Count * SumXX) - ((Int128)SumX * SumX));
}
