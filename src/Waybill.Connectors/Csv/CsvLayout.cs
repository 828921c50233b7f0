using Waybill.Connectors.Reading;

namespace Waybill.Connectors.Csv;

/// <summary>What a file's header says about its rows.</summary>
/// <param name="Delimiter">The byte between fields.</param>
/// <param name="Fields">For each field of a row where it goes.</param>
/// <param name="IsPlain">
/// True when a row without quotes is its non-null columns, in our order, joined by commas: then the original bytes can
/// be rebuilt and need not be kept.
/// </param>
internal sealed record CsvLayout(byte Delimiter, IReadOnlyList<MatchedColumn> Fields, bool IsPlain) : IFileLayout
{
    public IEnumerable<string> ExtraNames => Fields.Where(f => f.Column < 0).Select(f => f.Name);

    /// <summary>The stand-in's fields lie up to so far behind a row, and vectors read ahead.</summary>
    public int Padding => Fields.Count + StructuralIndex.ReadAhead;

    public ISegmentReader Open(SegmentBytes bytes, ReadTarget target) => new CsvSegmentReader(this, bytes, target);
}
