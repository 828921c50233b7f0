using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Waybill.Events.Hashing;

/// <summary>
/// XXH64 by its public specification (xxHash fast digest algorithm, 2012–2023, version 0.2.0), streaming. For digests
/// and checksums of files, where speed counts and nobody attacks.
/// </summary>
public sealed class XxHash64
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;
    private const int Stripe = 32;

    private readonly ulong _seed;
    private readonly byte[] _pending = new byte[Stripe];
    private ulong _lane1;
    private ulong _lane2;
    private ulong _lane3;
    private ulong _lane4;
    private int _pendingLength;

    public XxHash64(ulong seed = 0)
    {
        _seed = seed;
        Reset();
    }

    private XxHash64(XxHash64 other)
    {
        _seed = other._seed;
        (_lane1, _lane2, _lane3, _lane4) = (other._lane1, other._lane2, other._lane3, other._lane4);
        other._pending.CopyTo(_pending, 0);
        _pendingLength = other._pendingLength;
        Length = other.Length;
    }

    /// <summary>Bytes hashed since the start or the last <see cref="Reset"/>.</summary>
    public long Length { get; private set; }

    /// <summary>The hash of all bytes so far; more can be appended afterwards.</summary>
    public ulong Value
    {
        get
        {
            ulong hash = Length >= Stripe ? MergeLanes() : _seed + Prime5;
            return Finish(hash + (ulong)Length, _pending.AsSpan(0, _pendingLength));
        }
    }

    /// <summary>The hash of one piece of memory.</summary>
    public static ulong Hash(ReadOnlySpan<byte> bytes, ulong seed = 0)
    {
        var hash = new XxHash64(seed);
        hash.Append(bytes);
        return hash.Value;
    }

    /// <summary>Another one that goes on from here.</summary>
    public XxHash64 Clone() => new(this);

    public void Reset()
    {
        unchecked
        {
            _lane1 = _seed + Prime1 + Prime2;
            _lane2 = _seed + Prime2;
            _lane3 = _seed;
            _lane4 = _seed - Prime1;
        }

        Length = 0;
        _pendingLength = 0;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        Length += bytes.Length;
        if (_pendingLength > 0)
        {
            int taken = Math.Min(Stripe - _pendingLength, bytes.Length);
            bytes[..taken].CopyTo(_pending.AsSpan(_pendingLength));
            _pendingLength += taken;
            bytes = bytes[taken..];
            if (_pendingLength < Stripe)
            {
                return;
            }

            ConsumeStripes(_pending);
            _pendingLength = 0;
        }

        int whole = bytes.Length & ~(Stripe - 1);
        ConsumeStripes(bytes[..whole]);
        bytes[whole..].CopyTo(_pending);
        _pendingLength = bytes.Length - whole;
    }

    private static ulong Finish(ulong hash, ReadOnlySpan<byte> tail)
    {
        while (tail.Length >= 8)
        {
            hash ^= Round(0, BinaryPrimitives.ReadUInt64LittleEndian(tail));
            hash = (BitOperations.RotateLeft(hash, 27) * Prime1) + Prime4;
            tail = tail[8..];
        }

        if (tail.Length >= 4)
        {
            hash ^= BinaryPrimitives.ReadUInt32LittleEndian(tail) * Prime1;
            hash = (BitOperations.RotateLeft(hash, 23) * Prime2) + Prime3;
            tail = tail[4..];
        }

        foreach (byte b in tail)
        {
            hash ^= b * Prime5;
            hash = BitOperations.RotateLeft(hash, 11) * Prime1;
        }

        hash = (hash ^ (hash >> 33)) * Prime2;
        hash = (hash ^ (hash >> 29)) * Prime3;
        return hash ^ (hash >> 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Round(ulong lane, ulong input) =>
        BitOperations.RotateLeft(lane + (input * Prime2), 31) * Prime1;

    private static ulong Merge(ulong hash, ulong lane) => ((hash ^ Round(0, lane)) * Prime1) + Prime4;

    private ulong MergeLanes()
    {
        ulong hash = BitOperations.RotateLeft(_lane1, 1) + BitOperations.RotateLeft(_lane2, 7)
            + BitOperations.RotateLeft(_lane3, 12) + BitOperations.RotateLeft(_lane4, 18);
        return Merge(Merge(Merge(Merge(hash, _lane1), _lane2), _lane3), _lane4);
    }

    private void ConsumeStripes(ReadOnlySpan<byte> stripes)
    {
        ref byte start = ref MemoryMarshal.GetReference(stripes);
        ulong lane1 = _lane1;
        ulong lane2 = _lane2;
        ulong lane3 = _lane3;
        ulong lane4 = _lane4;
        for (int at = 0; at < stripes.Length; at += Stripe)
        {
            lane1 = Round(lane1, Read(ref start, at));
            lane2 = Round(lane2, Read(ref start, at + 8));
            lane3 = Round(lane3, Read(ref start, at + 16));
            lane4 = Round(lane4, Read(ref start, at + 24));
        }

        _lane1 = lane1;
        _lane2 = lane2;
        _lane3 = lane3;
        _lane4 = lane4;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Read(ref byte start, int at)
    {
        ulong value = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, at));
        return BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
    }
}
