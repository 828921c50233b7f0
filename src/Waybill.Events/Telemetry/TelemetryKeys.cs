using System.Runtime.CompilerServices;
using System.Text;

namespace Waybill.Events.Telemetry;

/// <summary>How each key is written and what may stand behind it.</summary>
internal static class TelemetryKeys
{
    public const int Count = 26;

    /// <summary>The value is text.</summary>
    public const sbyte Text = -1;

    /// <summary>The value is true or false.</summary>
    public const sbyte Flag = -2;

    private static readonly (string Name, sbyte Kind)[] All =
    [
        ("truck_id", Text), ("temp", 3), ("fuel", 3), ("timestamp", 6), ("trip_id", Text), ("seq", 0), ("lat", 6), ("lon", 6),
        ("speed_kmh", 3), ("heading", 0), ("odometer_km", 3), ("engine_on", Flag), ("door_open", Flag), ("set_point", 3),
        ("cargo_temp", 3), ("ambient", 3), ("humidity", 3), ("reefer_on", Flag), ("battery_v", 3), ("harsh_event", Text),
        ("route", Text), ("cargo", Text), ("received_at", 6), ("topic", Text), ("partition", 0), ("offset", 0),
    ];

    private static readonly byte[][] Names = [.. All.Select(k => Encoding.ASCII.GetBytes(k.Name))];
    private static readonly WrittenKey[] Written = [.. All.Select(k => new WrittenKey($"\"{k.Name}\":"))];
    private static readonly sbyte[] Kinds = [.. All.Select(k => k.Kind)];

    /// <summary>How long a key is in quotes with the colon behind it, when it stands at a place of a text; otherwise 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Match(ReadOnlySpan<byte> text, int at, int key) => Written[key].Match(text, at);

    /// <summary><see cref="Text"/>, <see cref="Flag"/>, or with how many decimals a number is kept.</summary>
    public static sbyte KindOf(int key) => Kinds[key];

    /// <summary>The key of a name, or -1.</summary>
    public static int Find(ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < Names.Length; i++)
        {
            if (name.SequenceEqual(Names[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
