namespace Waybill.Server.Answers;

/// <summary>One state of a table.</summary>
/// <param name="Id">Its id as text, because it has more digits than JavaScript's numbers.</param>
/// <param name="ParentId">The one that it was made from; null for the first.</param>
/// <param name="CommittedAt">When it was committed, ISO 8601 UTC.</param>
/// <param name="Operation">append, overwrite, delete or replace.</param>
/// <param name="AddedRows">Rows that it added.</param>
/// <param name="DeletedRows">Rows that it removed.</param>
/// <param name="TotalRows">Rows that it has.</param>
/// <param name="Files">Data files that it has.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="IsCurrent">It is what readers see now.</param>
public sealed record SnapshotInfo(
    string Id, string? ParentId, string CommittedAt, string Operation, long AddedRows, long DeletedRows, long TotalRows, long Files, long Bytes, bool IsCurrent);
