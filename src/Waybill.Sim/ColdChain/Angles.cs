namespace Waybill.Sim.ColdChain;

/// <summary>
/// Angles from additions, multiplications and divisions only, so that they are the same on every machine. Used to build tables.
/// </summary>
internal static class Angles
{
    private const double Pi = 3.14159265358979324;

    /// <summary>Direction in degrees from north, clockwise, 0 to below 360.</summary>
    public static double Degrees(double north, double east)
    {
        double size = Math.Max(Math.Abs(north), Math.Abs(east));
        if (size == 0)
        {
            return 0;
        }

        double angle = Math.Abs(east) <= Math.Abs(north)
            ? Arctangent(Math.Abs(east) / Math.Abs(north))
            : (Pi / 2) - Arctangent(Math.Abs(north) / Math.Abs(east));
        angle = north < 0 ? Pi - angle : angle;
        angle = east < 0 ? (2 * Pi) - angle : angle;
        double degrees = angle * 180 / Pi;
        return degrees >= 360 ? 0 : degrees;
    }

    /// <summary>Cosine of a turn's n-th of m parts.</summary>
    public static double Cosine(int n, int m)
    {
        double x = 2 * Pi * (n % m) / m;
        x = x > Pi ? (2 * Pi) - x : x;
        bool isObtuse = x > Pi / 2;
        x = isObtuse ? Pi - x : x;
        double sum = 1;
        for (int i = 20; i >= 2; i -= 2)
        {
            sum = 1 - (x * x / (i * (i - 1)) * sum);
        }

        return isObtuse ? -sum : sum;
    }

    /// <summary>Of 0 to 1.</summary>
    private static double Arctangent(double x)
    {
        // Halving the angle twice leaves less than 0.2, for which fifteen terms are more than enough.
        double y = x / (1 + Math.Sqrt(1 + (x * x)));
        y /= 1 + Math.Sqrt(1 + (y * y));
        double sum = 0;
        for (int n = 29; n >= 1; n -= 2)
        {
            sum = (1.0 / n) - (y * y * sum);
        }

        return 4 * y * sum;
    }
}
