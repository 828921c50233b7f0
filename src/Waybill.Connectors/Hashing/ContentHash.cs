using System.Globalization;
using System.IO.Hashing;

namespace Waybill.Connectors.Hashing;

/// <summary>
/// 128 bits of a file's content, fed in pieces: two xxHash64 of different seeds. Equal content gives an equal id whatever
/// the file is called.
/// </summary>
internal sealed class ContentHash
{
    private const long SecondSeed = 0x5761_7962_696C_6C21; // any number but the first seed, 0

    /// <summary>So little that the second hash finds it in the processor's innermost cache.</summary>
    private const int PieceBytes = 8 << 10;

    private readonly XxHash64 _first = new();
    private readonly XxHash64 _second = new(SecondSeed);

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        for (; !bytes.IsEmpty; bytes = bytes[Math.Min(bytes.Length, PieceBytes)..])
        {
            var piece = bytes[..Math.Min(bytes.Length, PieceBytes)];
            _first.Append(piece);
            _second.Append(piece);
        }
    }

    /// <summary>32 hexadecimal digits.</summary>
    internal string Id() => string.Create(CultureInfo.InvariantCulture, $"{_first.GetCurrentHashAsUInt64():x16}{_second.GetCurrentHashAsUInt64():x16}");
}
