namespace Waybill.Lake.Commits;

/// <summary>How rows are taken out of data files.</summary>
public enum MergeMode
{
    /// <summary>
    /// A file of which more than a third is gone is rewritten; the others get position deletes. Where a partition has eight small files or
    /// more, they become one.
    /// </summary>
    Adaptive,

    /// <summary>Every file that loses a row is rewritten: reading stays fastest.</summary>
    CopyOnWrite,

    /// <summary>Every file that loses a row gets position deletes: writing stays fastest.</summary>
    MergeOnRead,
}
