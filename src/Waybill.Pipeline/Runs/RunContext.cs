using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Pipeline.Landing;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Runs;

/// <summary>What every step of a run shares.</summary>
internal sealed record RunContext(
    ITableCatalog Catalog,
    ModelLibrary Library,
    ModelGraph Graph,
    DuckDbDatabase Database,
    ILandingDoor Door,
    RunRequest Request,
    int Threads)
{
    /// <summary>Clock and ids of a commit: they follow from the clock and the table, so the same run makes the same bytes.</summary>
    public CommitStamp Stamp(string table) => new(Request.ClockMicros / 1000, table);

    public LakeTable? Find(string name)
    {
        var id = TableId.Parse(name);
        return Catalog.Exists(id) ? Catalog.Load(id) : null;
    }
}
