using System.Globalization;
using System.Text.Json.Serialization;
using NpgsqlTypes;

namespace Waybill.Connectors.Capture;

/// <summary>A place in the write-ahead log of a PostgreSQL server, in bytes from its beginning; written <c>16/B374D848</c>.</summary>
[JsonConverter(typeof(LsnJson))]
public readonly record struct Lsn(ulong Value) : IComparable<Lsn>
{
    /// <summary>No place: before everything.</summary>
    public static readonly Lsn None;

    public static bool operator <(Lsn left, Lsn right) => left.Value < right.Value;

    public static bool operator >(Lsn left, Lsn right) => left.Value > right.Value;

    public static bool operator <=(Lsn left, Lsn right) => left.Value <= right.Value;

    public static bool operator >=(Lsn left, Lsn right) => left.Value >= right.Value;

    /// <summary>The later of two places.</summary>
    public static Lsn Max(Lsn left, Lsn right) => left > right ? left : right;

    /// <summary>Reads what PostgreSQL writes.</summary>
    /// <exception cref="FormatException">It is not a place.</exception>
    public static Lsn Parse(string text) => new((ulong)NpgsqlLogSequenceNumber.Parse(text));

    public int CompareTo(Lsn other) => Value.CompareTo(other.Value);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value >> 32:X}/{(uint)Value:X}");
}
