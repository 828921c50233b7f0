using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Waybill.Events.Telemetry;

/// <summary>A key as it is written, compared at once with the 16 bytes that stand at a place.</summary>
internal readonly struct WrittenKey
{
    private readonly byte[] _bytes;
    private readonly Vector128<byte> _letters;
    private readonly Vector128<byte> _mask;

    /// <param name="written">At most 16 letters of ASCII.</param>
    public WrittenKey(string written)
    {
        _bytes = Encoding.ASCII.GetBytes(written);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_bytes.Length, Vector128<byte>.Count);
        Span<byte> letters = stackalloc byte[Vector128<byte>.Count];
        Span<byte> mask = stackalloc byte[Vector128<byte>.Count];
        letters.Clear();
        mask.Clear();
        _bytes.CopyTo(letters);
        mask[.._bytes.Length].Fill(byte.MaxValue);
        _letters = Vector128.Create<byte>(letters);
        _mask = Vector128.Create<byte>(mask);
    }

    /// <summary>Its length when it stands at a place of a text, not beyond the text's end; otherwise 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Match(ReadOnlySpan<byte> text, int at)
    {
        bool isThere = text.Length - at >= Vector128<byte>.Count
            ? (Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(text), (nuint)at) & _mask) == _letters
            : text[at..].StartsWith(_bytes);
        return isThere ? _bytes.Length : 0;
    }
}
