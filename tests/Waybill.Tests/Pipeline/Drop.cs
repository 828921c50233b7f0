namespace Waybill.Tests.Pipeline;

/// <summary>A landed file of a test: rows of cells in the feed's order.</summary>
internal sealed record Drop(string Feed, string Name, DateTime LandedAt, IReadOnlyList<string[]> Rows);
