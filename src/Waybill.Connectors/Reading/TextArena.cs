using System.Runtime.InteropServices;
using Waybill.Connectors.Csv;
using Waybill.DuckDb;

namespace Waybill.Connectors.Reading;

/// <summary>
/// Room for text that has to be made: unescaped, decoded, file names. It stays in place until the arena is disposed.
/// </summary>
internal sealed unsafe class TextArena : IDisposable
{
    private const int BlockBytes = 1 << 16;

    private readonly List<nint> _blocks = [];
    private byte* _next;
    private int _left;

    internal TextCell Add(ReadOnlySpan<byte> text)
    {
        var to = Reserve(text.Length);
        text.CopyTo(to);
        return Commit(text.Length);
    }

    /// <summary>A field's value: doubled quotes made single, Windows-1252 made UTF-8.</summary>
    internal TextCell AddField(CsvField field, bool isUtf8)
    {
        var bytes = field.Bytes;
        var to = Reserve(isUtf8 ? bytes.Length : bytes.Length * Windows1252.MaxUtf8PerByte);
        var length = bytes.Length;
        if (isUtf8)
        {
            bytes.CopyTo(to);
        }
        else
        {
            length = Windows1252.ToUtf8(bytes, to);
        }

        return Commit(field.HasEscapes ? RemoveDoubledQuotes(to[..length]) : length);
    }

    /// <summary>Windows-1252 as UTF-8.</summary>
    internal ReadOnlySpan<byte> AddUtf8(ReadOnlySpan<byte> windows1252)
    {
        var to = Reserve(windows1252.Length * Windows1252.MaxUtf8PerByte);
        var length = Windows1252.ToUtf8(windows1252, to);
        Commit(length);
        return to[..length];
    }

    public void Dispose()
    {
        _blocks.ForEach(static b => NativeMemory.Free((void*)b));
        _blocks.Clear();
        _left = 0;
    }

    private static int RemoveDoubledQuotes(Span<byte> text)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            text[length++] = text[i];
            if (text[i] == (byte)'"')
            {
                i++;
            }
        }

        return length;
    }

    private Span<byte> Reserve(int length)
    {
        if (length > _left)
        {
            _left = Math.Max(BlockBytes, length);
            _next = (byte*)NativeMemory.Alloc((nuint)_left);
            _blocks.Add((nint)_next);
        }

        return new Span<byte>(_next, length);
    }

    private TextCell Commit(int length)
    {
        var cell = TextCell.Pinned(_next, length);
        _next += length;
        _left -= length;
        return cell;
    }
}
