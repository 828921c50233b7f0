namespace Waybill.Connectors.Capture;

/// <summary>A table whose rows have landed.</summary>
/// <param name="Id">The server's number (oid) of the table; another one means that it was dropped and made again.</param>
/// <param name="Membership">The server's number of its place in the publication; 0 where the publication names no tables.</param>
/// <param name="CopiedAt">The place of the log at which its rows were copied: changes that were committed before are among them.</param>
public sealed record CapturedTable(long Id, long Membership, Lsn CopiedAt);
