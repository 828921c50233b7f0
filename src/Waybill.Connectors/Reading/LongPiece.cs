using System.Buffers;
using System.IO.Hashing;

namespace Waybill.Connectors.Reading;

/// <summary>A piece that may be larger than memory should hold: its beginning, its length and its hash.</summary>
internal sealed class LongPiece(ReadLimits limits)
{
    private readonly ArrayBufferWriter<byte> _kept = new();
    private readonly XxHash64 _hash = new();

    internal ReadOnlySpan<byte> Kept => _kept.WrittenSpan;

    internal long Length { get; private set; }

    internal ulong Hash => _hash.GetCurrentHashAsUInt64();

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        Length += bytes.Length;
        _hash.Append(bytes);
        _kept.Write(bytes[..Math.Min(bytes.Length, limits.MaxRejectBytes - _kept.WrittenCount)]);
    }
}
