using Waybill.Connectors.Reading;

namespace Waybill.Connectors.Json;

/// <summary>What a survey learned about a JSON file.</summary>
/// <param name="IsLines">True when every line is an element.</param>
/// <param name="FirstKey">The first key of the first element with its quotes, by which elements are recognised; or
/// null.</param>
/// <param name="Root">The keys of all elements.</param>
/// <param name="Columns">The names of the columns, by their numbers in the tree.</param>
internal sealed record JsonLayout(bool IsLines, byte[]? FirstKey, JsonNode Root, IReadOnlyList<string> Columns) : IFileLayout
{
    public IEnumerable<string> ExtraNames => Columns.Append(MetaColumns.Json);

    public int Padding => 16;

    public ISegmentReader Open(SegmentBytes bytes, ReadTarget target) => new JsonSegmentReader(this, bytes, target);
}
