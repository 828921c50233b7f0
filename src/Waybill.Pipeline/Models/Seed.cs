namespace Waybill.Pipeline.Models;

/// <summary>A small table that people edit as CSV.</summary>
/// <param name="Name">As queries call it: <c>seed.statuses</c>.</param>
/// <param name="Path">The CSV file; every column is text.</param>
public sealed record Seed(string Name, string Path)
{
    /// <summary>The part after <c>seed.</c></summary>
    public string Table => Name["seed.".Length..];
}
