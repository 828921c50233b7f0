using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Waybill.Events.Text;

/// <summary>
/// A list of texts, rendered once as UTF-8, both raw and as CSV fields with the comma that follows them, so that
/// writing a name into a row is one or two vector copies. Entries are at most <see cref="MaxFieldLength"/> bytes.
/// </summary>
public sealed class TextTable
{
    /// <summary>Longest CSV field, its quotes included.</summary>
    public const int MaxFieldLength = 120;

    private readonly string[] _texts;
    private readonly int[] _rawOffsets;
    private readonly byte[] _raw;
    private readonly int[] _fieldOffsets;
    private readonly byte[] _fields;

    public TextTable(IEnumerable<string> texts)
    {
        _texts = [.. texts];
        _rawOffsets = new int[_texts.Length + 1];
        _fieldOffsets = new int[_texts.Length + 1];
        var raw = new ByteBuffer();
        var fields = new ByteBuffer();
        for (int i = 0; i < _texts.Length; i++)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(_texts[i]);
            raw.Append(utf8);
            CsvText.AppendField(fields, utf8);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(fields.Length - _fieldOffsets[i], MaxFieldLength);
            fields.Append((byte)',');
            _rawOffsets[i + 1] = raw.Length;
            _fieldOffsets[i + 1] = fields.Length;
        }

        _raw = GC.AllocateUninitializedArray<byte>(raw.Length, pinned: true);
        raw.Written.CopyTo(_raw);

        // Copies run in blocks of 32 bytes and may read beyond the last entry.
        _fields = new byte[fields.Length + Vector256<byte>.Count];
        fields.Written.CopyTo(_fields);
    }

    public int Count => _texts.Length;

    public string this[int index] => _texts[index];

    /// <summary>The text itself in UTF-8. Its memory never moves while the table lives, so native code may point at it.</summary>
    public ReadOnlySpan<byte> Raw(int index) => _raw.AsSpan(_rawOffsets[index].._rawOffsets[index + 1]);

    /// <summary>The text as a CSV field, without the comma.</summary>
    public ReadOnlySpan<byte> Field(int index) => _fields.AsSpan(_fieldOffsets[index]..(_fieldOffsets[index + 1] - 1));

    /// <summary>Index of a text, or -1.</summary>
    public int IndexOf(string text) => Array.IndexOf(_texts, text);

    /// <summary>Writes the field and its comma; positions and slack as in <see cref="Utf8Number"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int WriteFieldAndComma(ref byte buffer, int at, int index)
    {
        int offset = _fieldOffsets[index];
        int length = _fieldOffsets[index + 1] - offset;
        ref byte source = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_fields), offset);
        ref byte target = ref Unsafe.Add(ref buffer, at);
        Vector256.LoadUnsafe(ref source).StoreUnsafe(ref target);
        for (int done = Vector256<byte>.Count; done < length; done += Vector256<byte>.Count)
        {
            Vector256.LoadUnsafe(ref Unsafe.Add(ref source, done)).StoreUnsafe(ref Unsafe.Add(ref target, done));
        }

        return at + length;
    }
}
