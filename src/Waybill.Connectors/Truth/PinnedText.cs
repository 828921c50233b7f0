using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Waybill.DuckDb;

namespace Waybill.Connectors.Truth;

/// <summary>Points DuckDB at texts of a vocabulary, whose memory never moves and outlives every query.</summary>
internal static class PinnedText
{
    public static unsafe void Set(ChunkWriter chunk, int column, int row, ReadOnlySpan<byte> text) =>
        chunk.SetTextPinned(column, row, (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(text)), text.Length);

    /// <summary>As <see cref="Set"/>; an empty text becomes null.</summary>
    public static void SetOrNull(ChunkWriter chunk, int column, int row, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            chunk.SetNull(column, row);
        }
        else
        {
            Set(chunk, column, row, text);
        }
    }
}
