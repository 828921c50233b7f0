namespace Waybill.Lake.Commits;

/// <summary>How a merge writes.</summary>
public sealed record MergeOptions
{
    public static readonly MergeOptions Default = new();

    public MergeMode Mode { get; init; }

    /// <summary>
    /// Order of the rows in new files, what follows "order by"; it must leave no ties between different rows. Null takes the table's
    /// sort order or the key columns, and then all other columns.
    /// </summary>
    public string? OrderBy { get; init; }

    /// <summary>Bytes that a file should have; null takes the table's property.</summary>
    public long? TargetFileBytes { get; init; }

    /// <summary>
    /// Name of a table to create on the connection with the rows that come and go, and a column <see cref="IsAdded"/> that tells them
    /// apart: whoever follows the table need not read it again to learn what changed. Null creates none.
    /// </summary>
    public string? ChangesTable { get; init; }

    /// <summary>Name of the boolean column of <see cref="ChangesTable"/>: true for rows that come.</summary>
    public const string IsAdded = "__waybill_is_added";
}
