using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace Waybill.Events.Telemetry;

/// <summary>A key as it is written, compared by its first and its last eight bytes, which lie over each other.</summary>
internal readonly struct WrittenKey
{
    private readonly byte[] _bytes;
    private readonly ulong _first;
    private readonly ulong _firstMask;
    private readonly ulong _last;
    private readonly int _lastAt;

    /// <param name="written">At most 16 letters of ASCII.</param>
    public WrittenKey(string written)
    {
        _bytes = Encoding.ASCII.GetBytes(written);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_bytes.Length, 2 * sizeof(ulong));
        Span<byte> padded = stackalloc byte[2 * sizeof(ulong)];
        padded.Clear();
        _bytes.CopyTo(padded);
        _first = BinaryPrimitives.ReadUInt64LittleEndian(padded);
        _firstMask = _bytes.Length >= sizeof(ulong) ? ulong.MaxValue : (1UL << (8 * _bytes.Length)) - 1;
        _lastAt = Math.Max(0, _bytes.Length - sizeof(ulong));
        _last = BinaryPrimitives.ReadUInt64LittleEndian(padded[_lastAt..]);
    }

    /// <summary>Its length when a text begins with it, otherwise 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Match(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2 * sizeof(ulong))
        {
            return text.StartsWith(_bytes) ? _bytes.Length : 0;
        }

        ulong lastMask = _lastAt == 0 ? _firstMask : ulong.MaxValue;
        return ((BinaryPrimitives.ReadUInt64LittleEndian(text) ^ _first) & _firstMask) == 0
            && ((BinaryPrimitives.ReadUInt64LittleEndian(text[_lastAt..]) ^ _last) & lastMask) == 0
            ? _bytes.Length
            : 0;
    }
}
