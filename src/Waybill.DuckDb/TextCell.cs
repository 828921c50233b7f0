using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Waybill.DuckDb;

/// <summary>
/// A text or blob in a vector, 16 bytes as duckdb_string_t lays them out. Up to 12 bytes lie inside and the rest of
/// the 12 is zero (DuckDB compares whole words); longer ones keep 4 bytes of prefix and a pointer.
/// <code>
///   0        4                 16          0        4        8               16
///   | length | bytes, then 0   |           | length | prefix | pointer        |
/// </code>
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = 16)]
public readonly unsafe struct TextCell
{
    /// <summary>The longest text that needs no memory of its own.</summary>
    public const int InlineCapacity = 12;

    private readonly uint _length;
    private readonly uint _prefix;
    private readonly byte* _pointer;

    private TextCell(uint length, uint prefix, ulong rest)
    {
        _length = length;
        _prefix = prefix;
        _pointer = (byte*)rest;
    }

    public int Length => (int)_length;

    /// <summary>A cell that points at memory which must stay where it is as long as the query may read it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TextCell Pinned(byte* text, int length)
    {
        if (length > InlineCapacity)
        {
            return new TextCell((uint)length, Unsafe.ReadUnaligned<uint>(text), (ulong)text);
        }

        return Inline(text, length);
    }

    /// <summary>
    /// As <see cref="Pinned"/>, for callers that know that 16 bytes can be read at <paramref name="text"/> whatever
    /// the length: two loads and two masks instead of a loop.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TextCell PinnedReadable(byte* text, int length)
    {
        if (length > InlineCapacity)
        {
            return new TextCell((uint)length, Unsafe.ReadUnaligned<uint>(text), (ulong)text);
        }

        var low = Unsafe.ReadUnaligned<ulong>(text);
        var high = Unsafe.ReadUnaligned<ulong>(text + 4);
        var lowBytes = Math.Min(length, 4);
        var prefix = (uint)(low & ((1UL << (lowBytes * 8)) - 1));
        var highBytes = length - lowBytes;
        var rest = highBytes == 8 ? high : high & ((1UL << (highBytes * 8)) - 1);
        return new TextCell((uint)length, prefix, rest);
    }

    /// <summary>The bytes of the cell at <paramref name="cell"/>; they live as long as its chunk.</summary>
    internal static ReadOnlySpan<byte> Bytes(TextCell* cell)
    {
        var length = (int)cell->_length;
        var bytes = length <= InlineCapacity ? (byte*)cell + sizeof(uint) : cell->_pointer;
        return new ReadOnlySpan<byte>(bytes, length);
    }

    private static TextCell Inline(byte* text, int length)
    {
        ulong low = 0;
        ulong high = 0;
        for (var i = 0; i < length; i++)
        {
            if (i < 4)
            {
                low |= (ulong)text[i] << (i * 8);
            }
            else
            {
                high |= (ulong)text[i] << ((i - 4) * 8);
            }
        }

        return new TextCell((uint)length, (uint)low, high);
    }
}
