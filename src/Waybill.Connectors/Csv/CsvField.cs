namespace Waybill.Connectors.Csv;

/// <summary>Where a field lies in the buffer, quotes excluded.</summary>
/// <param name="Start">First byte of the value.</param>
/// <param name="Length">Bytes of the value, doubled quotes included.</param>
/// <param name="HasEscapes">True when doubled quotes stand for single ones.</param>
internal readonly unsafe record struct CsvField(nint Start, int Length, bool HasEscapes)
{
    internal ReadOnlySpan<byte> Bytes => new((byte*)Start, Length);
}
