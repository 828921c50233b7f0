using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Waybill.Connectors.Hashing;

/// <summary>
/// xxHash, 64 bits (specification: "xxHash fast digest algorithm" 0.1.1, github.com/Cyan4973/xxHash): not for secrets,
/// but fast and the same on every machine. Four lanes of 8 bytes are mixed at a time, then the rest.
/// </summary>
internal static class XxHash64
{
    internal const ulong Prime1 = 0x9E3779B185EBCA87;
    internal const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    internal const ulong Prime3 = 0x165667B19E3779F9;
    internal const ulong Prime4 = 0x85EBCA77C2B2AE63;
    internal const ulong Prime5 = 0x27D4EB2F165667C5;

    /// <summary>Bytes that the four lanes take at a time.</summary>
    internal const int StripeBytes = 32;

    internal static unsafe ulong Hash(ReadOnlySpan<byte> bytes, ulong seed = 0)
    {
        fixed (byte* pointer = bytes)
        {
            return Hash(pointer, bytes.Length, seed);
        }
    }

    internal static unsafe ulong Hash(byte* bytes, int length, ulong seed = 0)
    {
        var p = bytes;
        var end = bytes + length;
        ulong hash;
        if (length >= StripeBytes)
        {
            ulong a = seed + Prime1 + Prime2, b = seed + Prime2, c = seed, d = seed - Prime1;
            do
            {
                a = Round(a, Read64(p));
                b = Round(b, Read64(p + 8));
                c = Round(c, Read64(p + 16));
                d = Round(d, Read64(p + 24));
                p += StripeBytes;
            }
            while (p + StripeBytes <= end);
            hash = Merge(a, b, c, d);
        }
        else
        {
            hash = seed + Prime5;
        }

        return Finish(hash + (ulong)length, p, end);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Round(ulong lane, ulong input) =>
        BitOperations.RotateLeft(lane + (input * Prime2), 31) * Prime1;

    internal static ulong Merge(ulong a, ulong b, ulong c, ulong d)
    {
        var hash = BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7)
            + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18);
        hash = MergeLane(hash, a);
        hash = MergeLane(hash, b);
        hash = MergeLane(hash, c);
        return MergeLane(hash, d);
    }

    /// <summary>Mixes the bytes after the last whole stripe and avalanches.</summary>
    internal static unsafe ulong Finish(ulong hash, byte* p, byte* end)
    {
        for (; p + 8 <= end; p += 8)
        {
            hash = (BitOperations.RotateLeft(hash ^ Round(0, Read64(p)), 27) * Prime1) + Prime4;
        }

        if (p + 4 <= end)
        {
            hash = (BitOperations.RotateLeft(hash ^ (Read32(p) * Prime1), 23) * Prime2) + Prime3;
            p += 4;
        }

        for (; p < end; p++)
        {
            hash = BitOperations.RotateLeft(hash ^ (*p * Prime5), 11) * Prime1;
        }

        hash = (hash ^ (hash >> 33)) * Prime2;
        hash = (hash ^ (hash >> 29)) * Prime3;
        return hash ^ (hash >> 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe ulong Read64(byte* p)
    {
        var value = Unsafe.ReadUnaligned<ulong>(p);
        return BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
    }

    private static unsafe ulong Read32(byte* p)
    {
        var value = Unsafe.ReadUnaligned<uint>(p);
        return BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
    }

    private static ulong MergeLane(ulong hash, ulong lane) => ((hash ^ Round(0, lane)) * Prime1) + Prime4;
}
