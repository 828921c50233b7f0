namespace Waybill.Lake.Io;

/// <summary>A data file in both of two snapshots, with the deletes of the one and of the other.</summary>
/// <param name="Later">The file with the deletes of which some are new.</param>
/// <param name="Earlier">The file with the deletes that are known.</param>
internal sealed record ChangedDeletes(ScanFile Later, ScanFile Earlier);
