using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Waybill.Connectors.Csv;

/// <summary>
/// Where the delimiters, line feeds and quotes of a block lie. 64 bytes are compared at a time and the hits written out
/// of the bit mask eight at a time without a branch per hit; each array has room for the eight that may be too many.
/// </summary>
internal sealed unsafe class StructuralIndex : IDisposable
{
    /// <summary>Bytes behind the block that are read, and must be readable, but do not count.</summary>
    internal const int ReadAhead = 64;

    private const int Stride = 64;
    private const int Spare = 8;

    private readonly int _reserved;
    private int* _marks;
    private int* _lineFeeds;
    private int* _quotes;

    /// <param name="blockBytes">The largest block.</param>
    /// <param name="reserved">Entries before the first mark that the caller fills.</param>
    /// <param name="trailing">Entries behind the last mark that the caller may read; they hold int.MaxValue.</param>
    internal StructuralIndex(int blockBytes, int reserved, int trailing)
    {
        _reserved = reserved;
        Trailing = trailing;
        _marks = Allocate(reserved + blockBytes + Spare + trailing);
        _lineFeeds = Allocate(blockBytes + Spare);
        _quotes = Allocate(blockBytes + Spare);
    }

    /// <summary>Delimiters and line feeds, from entry <c>reserved</c>.</summary>
    internal int* Marks => _marks;

    internal int* LineFeeds => _lineFeeds;

    internal int* Quotes => _quotes;

    internal int LineFeedCount { get; private set; }

    internal int QuoteCount { get; private set; }

    private int Trailing { get; }

    /// <summary>Indexes the bytes from..to of the data; positions are offsets into the data.</summary>
    internal void Build(byte* data, int from, int to, byte delimiter)
    {
        int* marks = _marks + _reserved, lineFeeds = _lineFeeds, quotes = _quotes;
        for (var at = from; at < to; at += Stride)
        {
            Compare(data + at, delimiter, out var marked, out var fed, out var quoted);
            if (to - at < Stride)
            {
                var inside = (1UL << (to - at)) - 1;
                marked &= inside;
                fed &= inside;
                quoted &= inside;
            }

            marks = Write(marks, at, marked);
            lineFeeds = Write(lineFeeds, at, fed);
            if (quoted != 0)
            {
                quotes = Write(quotes, at, quoted);
            }
        }

        LineFeedCount = (int)(lineFeeds - _lineFeeds);
        QuoteCount = (int)(quotes - _quotes);
        new Span<int>(marks, Trailing).Fill(int.MaxValue);
    }

    public void Dispose()
    {
        NativeMemory.Free(_marks);
        NativeMemory.Free(_lineFeeds);
        NativeMemory.Free(_quotes);
        _marks = _lineFeeds = _quotes = null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Compare(byte* p, byte delimiter, out ulong marked, out ulong fed, out ulong quoted)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            var bytes = Vector512.Load(p);
            fed = Vector512.Equals(bytes, Vector512.Create((byte)'\n')).ExtractMostSignificantBits();
            marked = Vector512.Equals(bytes, Vector512.Create(delimiter)).ExtractMostSignificantBits() | fed;
            quoted = Vector512.Equals(bytes, Vector512.Create((byte)'"')).ExtractMostSignificantBits();
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Vector256<byte> a = Vector256.Load(p), b = Vector256.Load(p + 32);
            fed = Bits(a, b, (byte)'\n');
            marked = Bits(a, b, delimiter) | fed;
            quoted = Bits(a, b, (byte)'"');
        }
        else
        {
            fed = Bits(p, (byte)'\n');
            marked = Bits(p, delimiter) | fed;
            quoted = Bits(p, (byte)'"');
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(Vector256<byte> a, Vector256<byte> b, byte wanted)
    {
        var pattern = Vector256.Create(wanted);
        return Vector256.Equals(a, pattern).ExtractMostSignificantBits()
            | ((ulong)Vector256.Equals(b, pattern).ExtractMostSignificantBits() << 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(byte* p, byte wanted)
    {
        var pattern = Vector128.Create(wanted);
        ulong bits = 0;
        for (var i = 0; i < 4; i++)
        {
            bits |= (ulong)Vector128.Equals(Vector128.Load(p + (16 * i)), pattern).ExtractMostSignificantBits() << (16 * i);
        }

        return bits;
    }

    /// <summary>
    /// Writes at + the number of each set bit, eight at a time, and returns the place behind the last.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int* Write(int* to, int at, ulong bits)
    {
        var end = to + BitOperations.PopCount(bits);
        while (bits != 0)
        {
            for (var i = 0; i < Spare; i++)
            {
                to[i] = at + BitOperations.TrailingZeroCount(bits);
                bits &= bits - 1;
            }

            to += Spare;
        }

        return end;
    }

    private static int* Allocate(int entries) => (int*)NativeMemory.Alloc((nuint)entries, sizeof(int));
}
