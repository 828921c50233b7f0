namespace Waybill.Cli.Running;

/// <summary>What went of a table.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Expired">Snapshots that are gone.</param>
/// <param name="Left">Snapshots that stay.</param>
/// <param name="Files">Files that were deleted, those that killed runs left among them.</param>
/// <param name="Bytes">What these took on disk.</param>
internal sealed record ExpiredTable(string Table, int Expired, int Left, int Files, long Bytes);
