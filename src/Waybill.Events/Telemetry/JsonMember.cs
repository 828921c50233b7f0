using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Json;
using Waybill.Events.Text;

namespace Waybill.Events.Telemetry;

/// <summary>A key and the text that stands behind it, rendered once for as long as the text stays the same object.</summary>
internal sealed class JsonMember
{
    private readonly int _keyLength;
    private readonly ByteBuffer _bytes = new(256);
    private string? _text;

    /// <param name="key">What stands before the value: brace or comma, the key in its quotes, the colon.</param>
    public JsonMember(ReadOnlySpan<byte> key)
    {
        _keyLength = key.Length;
        _bytes.Append(key);
        Render();
    }

    /// <summary>Takes the text and returns how many bytes the member has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Set(string? text)
    {
        if (!ReferenceEquals(text, _text))
        {
            _text = text;
            Render();
        }

        return _bytes.Length;
    }

    /// <summary>Writes key and value; positions and slack as in <see cref="Utf8Number"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Write(ref byte buffer, int at)
    {
        ref byte source = ref MemoryMarshal.GetReference(_bytes.Written);
        ref byte target = ref Unsafe.Add(ref buffer, at);
        for (int done = 0; done < _bytes.Length; done += Vector256<byte>.Count)
        {
            Vector256.LoadUnsafe(ref Unsafe.Add(ref source, done)).StoreUnsafe(ref Unsafe.Add(ref target, done));
        }

        return at + _bytes.Length;
    }

    private void Render()
    {
        _bytes.Truncate(_keyLength);
        if (_text is null)
        {
            _bytes.Append("null"u8);
        }
        else
        {
            _bytes.Append((byte)'"');
            AppendText(_text);
            _bytes.Append((byte)'"');
        }

        // Copies run in blocks and may read beyond the end.
        _bytes.Reserve(Vector256<byte>.Count);
    }

    private void AppendText(string text)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') >= 0 || text.AsSpan().IndexOfAny('"', '\\') >= 0)
        {
            _bytes.Append(JsonEncodedText.Encode(text).EncodedUtf8Bytes);
            return;
        }

        int length = Encoding.ASCII.GetBytes(text, _bytes.GetSpan(text.Length));
        _bytes.Advance(length);
    }
}
