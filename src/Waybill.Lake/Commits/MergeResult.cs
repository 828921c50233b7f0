namespace Waybill.Lake.Commits;

/// <summary>What a merge or delete found and did.</summary>
/// <param name="Inserted">Rows written that were not there before.</param>
/// <param name="Deleted">Rows that are gone.</param>
/// <param name="Unchanged">Rows of changed keys that stayed as they were.</param>
/// <param name="CandidateFiles">Data files in which changed keys were looked for.</param>
/// <param name="RewrittenFiles">Data files that were replaced or dropped.</param>
/// <param name="DeleteFiles">Position delete files written.</param>
public sealed record MergeResult(long Inserted, long Deleted, long Unchanged, int CandidateFiles, int RewrittenFiles, int DeleteFiles)
{
    /// <summary>False when the table already held exactly these rows.</summary>
    public bool HasChanges => Inserted > 0 || Deleted > 0;
}
