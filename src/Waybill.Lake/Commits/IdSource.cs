using System.Security.Cryptography;
using System.Text;

namespace Waybill.Lake.Commits;

/// <summary>Ids as hashes of what they stand for, instead of random numbers.</summary>
internal static class IdSource
{
    // JavaScript readers lose whole numbers above 2^53 (ICEBERG.md 1.2).
    private const ulong SnapshotIdMask = (1UL << 53) - 1;

    public static Guid Uuid(params ReadOnlySpan<string> parts)
    {
        var bytes = Hash(parts).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80); // version 8: made by a rule of our own
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>1 ≤ id &lt; 2^53.</summary>
    public static long SnapshotId(params ReadOnlySpan<string> parts) =>
        (long)Math.Max(1, BitConverter.ToUInt64(Hash(parts)) & SnapshotIdMask);

    /// <summary>40 hexadecimal digits for a file name.</summary>
    public static string Name(params ReadOnlySpan<string> parts) => Convert.ToHexStringLower(Hash(parts).AsSpan(0, 20));

    // Each part is preceded by its length, so ("a", "bc") and ("ab", "c") differ.
    private static byte[] Hash(ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes((long)bytes.Length));
            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset();
    }
}
