using Waybill.DuckDb;
using Waybill.Lake;

namespace Waybill.Pipeline.Runs;

/// <summary>Where the waiting of a query begins to cost more than its planning; see <see cref="DuckDbConnection.IsBrief"/>.</summary>
internal static class Brevity
{
    private const long Rows = 1_000_000;
    private const long Keys = 100_000;

    /// <summary>Whether queries over whole tables are brief: those over the largest take longest.</summary>
    public static bool Reads(IEnumerable<LakeTable> tables) => tables.All(t => t.CurrentSnapshot is not { } current
        || (current.Summary.ContainsKey("total-records") && current.Count("total-records") <= Rows)); // not every writer tells

    /// <summary>Whether queries about what came and went since a model consumed its inputs are brief.</summary>
    public static bool Follows(IReadOnlyDictionary<string, LakeTable> inputs, Consumed before) => inputs.All(i =>
        i.Value.Snapshots.Reverse().TakeWhile(s => s.SnapshotId != before.Snapshot(i.Key)).Sum(s => s.Count("added-records") + s.Count("deleted-records")) <= Rows);

    /// <summary>Whether queries about so many keys are brief, however large the tables are in which they are looked up.</summary>
    public static bool Handles(long keys) => keys <= Keys;
}
