using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Pipeline.Engine;
using Waybill.Pipeline.Landing;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Runs;

/// <summary>What every step of a run shares; steps may run at the same time.</summary>
internal sealed record RunContext(
    ITableCatalog Catalog,
    ModelLibrary Library,
    ModelGraph Graph,
    DuckDbDatabase Database,
    ILandingDoor Door,
    RunRequest Request,
    int Threads) : IDisposable
{
    /// <summary>Where models run.</summary>
    public SessionPool Sessions { get; } = new(Database, Library);

    /// <summary>How many more parts of arrivals may be read now, whichever feed they are of: each is in memory as a whole while it is.</summary>
    public SemaphoreSlim PartsAtATime { get; } = new(Threads);

    /// <summary>What changed in the tables that models of this run read.</summary>
    public ChangedRows ChangedRows { get; } = new(Library, Graph);

    /// <summary>Rows that a step of this run read or wrote and a later one needs.</summary>
    public KnownRows KnownRows { get; } = new(Library, Graph);

    /// <summary>
    /// Clock and ids of a table's next commit. The ids follow from the table and how often it was changed, so the same runs make
    /// the same bytes, and a run that is repeated after a crash writes over what the crash left.
    /// </summary>
    public CommitStamp Stamp(string name, LakeTable? table) =>
        new(Request.ClockMicros / 1000, $"{name}/{table?.Metadata.LastSequenceNumber ?? 0}");

    public LakeTable? Find(string name)
    {
        var id = TableId.Parse(name);
        return Catalog.Exists(id) ? Catalog.Load(id) : null;
    }

    public void Dispose()
    {
        ChangedRows.Dispose();
        PartsAtATime.Dispose();
    }
}
