using Waybill.Connectors.Reading;

namespace Waybill.Connectors.Json;

/// <summary>What a survey learned about a JSON file.</summary>
/// <param name="IsLines">True when every line is an element.</param>
/// <param name="FirstKey">The first key of the first element with its quotes, by which elements are recognised; or
/// null.</param>
/// <param name="Root">The keys of all elements.</param>
/// <param name="Columns">Where the values go, by their columns' numbers in the tree.</param>
/// <param name="KeepsElement">True when the whole element is a column too; otherwise an element must be an object.</param>
internal sealed record JsonLayout(bool IsLines, byte[]? FirstKey, JsonNode Root, IReadOnlyList<MatchedColumn> Columns, bool KeepsElement)
    : IFileLayout
{
    public IEnumerable<string> ExtraNames => Columns.Where(c => c.Column < 0).Select(c => c.Name).Concat(KeepsElement ? [MetaColumns.Json] : []);

    public int Padding => 16;

    public ISegmentReader Open(SegmentBytes bytes, ReadTarget target) => new JsonSegmentReader(this, bytes, target);
}
