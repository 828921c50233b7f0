using Waybill.DuckDb;

namespace Waybill.Lake.Io;

/// <summary>How rows become files.</summary>
public sealed record WriteOptions
{
    public static readonly WriteOptions Default = new();

    /// <summary>
    /// What follows "order by", for instance <c>order_id, source_seq desc</c>; null takes the table's sort order, or else the order
    /// in which the query gives its rows. It must leave no ties between different rows, or bytes depend on the number of threads.
    /// </summary>
    public string? OrderBy { get; init; }

    /// <summary><see cref="OrderBy"/> begins with the table's own sort order, so files are marked as sorted.</summary>
    internal bool KeepsTableOrder { get; init; }

    /// <summary>
    /// The columns of the query, for callers who asked for them already; null asks again, which is a plan for every write. They are what is
    /// checked against the table: others than the query's give files that contradict it.
    /// </summary>
    public IReadOnlyList<DuckDbColumn>? Columns { get; init; }

    /// <summary>Bytes that a file should have; null takes the table's property, 128 MB when it has none.</summary>
    /// <remarks>A file is parted only when it came out over four times as large: parting needs a second pass.</remarks>
    public long? TargetFileBytes { get; init; }
}
