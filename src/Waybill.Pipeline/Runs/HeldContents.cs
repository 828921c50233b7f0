using Waybill.Lake;
using Waybill.Pipeline.Landing;

namespace Waybill.Pipeline.Runs;

/// <summary>
/// Which file contents a bronze table holds. The list is a property of the table and changes in the same commit as its rows: that is
/// what makes taking in exact.
/// </summary>
internal sealed class HeldContents
{
    private const string Property = "waybill.held-contents";
    private readonly List<string> _inOrder;

    private HeldContents(List<string> inOrder)
    {
        _inOrder = inOrder;
        Contents = inOrder.ToHashSet(StringComparer.Ordinal);
    }

    public IReadOnlySet<string> Contents { get; }

    public static HeldContents Of(LakeTable? table) => new(
        table is not null && table.Properties.TryGetValue(Property, out var text) && text.Length > 0 ? [.. text.Split(' ')] : []);

    /// <summary>The property once these files are taken in as well.</summary>
    public KeyValuePair<string, string> With(IEnumerable<ArrivedFile> files) =>
        new(Property, string.Join(' ', _inOrder.Concat(files.Select(f => f.Content)).Distinct(StringComparer.Ordinal)));
}
