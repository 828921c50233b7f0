namespace Waybill.Connectors.Sources;

/// <summary>
/// Files of one kind, readable in SQL under a name. All their columns are text, an empty cell is null. A JSON key is a
/// column; keys inside objects are joined by underscores (<c>customer_city</c>), and the whole element is <c>_json</c>.
/// </summary>
/// <param name="Name">The relation's name: letters, digits, underscores.</param>
/// <param name="Glob">Which files, relative to the mapping's folder: <c>*</c> and <c>?</c> in a name, <c>**/</c> for
/// any folders.</param>
public sealed record SourceInput(string Name, string Glob)
{
    public SourceFormat Format { get; init; }

    internal bool IsJson => Format is SourceFormat.Json or SourceFormat.JsonLines;

    /// <summary>For CSV: the byte between fields; null finds <c>, ; tab |</c> in the header.</summary>
    public char? Delimiter { get; init; }
}
