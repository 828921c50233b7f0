using System.Buffers.Binary;
using System.Numerics;

namespace Waybill.Lake.Spec;

/// <summary>Murmur3, x86 variant, 32 bits, seed 0: the hash of the bucket transform (specification, appendix B).</summary>
internal static class Murmur3
{
    private const uint C1 = 0xcc9e2d51;
    private const uint C2 = 0x1b873593;

    public static int Hash(ReadOnlySpan<byte> data)
    {
        uint h = 0;
        var rest = data;
        while (rest.Length >= 4)
        {
            h ^= Mix(BinaryPrimitives.ReadUInt32LittleEndian(rest));
            h = (BitOperations.RotateLeft(h, 13) * 5) + 0xe6546b64;
            rest = rest[4..];
        }

        if (rest.Length > 0)
        {
            uint tail = 0;
            for (var i = rest.Length - 1; i >= 0; i--)
            {
                tail = (tail << 8) | rest[i];
            }

            h ^= Mix(tail);
        }

        return (int)Finish(h ^ (uint)data.Length);
    }

    /// <summary>Hash of an integer as eight little-endian bytes; int and date are hashed like long.</summary>
    public static int HashLong(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Hash(bytes);
    }

    private static uint Mix(uint k) => BitOperations.RotateLeft(k * C1, 15) * C2;

    private static uint Finish(uint h)
    {
        h ^= h >> 16;
        h *= 0x85ebca6b;
        h ^= h >> 13;
        h *= 0xc2b2ae35;
        return h ^ (h >> 16);
    }
}
