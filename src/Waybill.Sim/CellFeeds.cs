using Waybill.Events.Feeds;
using Waybill.Events.Rows;
using Waybill.Sim.Commerce;
using Waybill.Sim.Fulfilment;
using Waybill.Sim.Kernel;
using Waybill.Sim.Truth;

namespace Waybill.Sim;

/// <summary>Hands a cell's clean rows to the writers of the feeds and, when they are wanted, to the truth.</summary>
internal sealed class CellFeeds(bool keepsCleanRows) : IRowSink
{
    private CellDay _day = new();
    private SalesWriter? _twinSales;
    private StatusWriter? _twinStatuses;
    private IFeedWriter<SalesRow>? _sales;
    private IFeedWriter<StatusRow>? _statuses;

    private IFeedWriter<SalesRow> Sales => _sales ?? throw new InvalidOperationException("The feeds have no writers yet.");

    private IFeedWriter<StatusRow> Statuses => _statuses ?? throw new InvalidOperationException("The feeds have no writers yet.");

    /// <summary>Sets the writers; before anything else, because writers of faults look back into the market.</summary>
    public void Connect(IFeedWriter<SalesRow> sales, IFeedWriter<StatusRow> statuses) => (_sales, _statuses) = (sales, statuses);

    /// <summary>Writers that write everything once more, as it should be.</summary>
    public void ConnectTwin(SalesWriter sales, StatusWriter statuses) => (_twinSales, _twinStatuses) = (sales, statuses);

    public void Open(int cell, CellDay day)
    {
        _day = day;
        Sales.Open(cell);
        Statuses.Open(cell);
    }

    public void Load(int cell, CellDay day, ref SnapshotReader reader)
    {
        _day = day;
        Sales.Load(cell, ref reader);
        Statuses.Load(cell, ref reader);
    }

    public void Save(SnapshotWriter writer)
    {
        Sales.Save(writer);
        Statuses.Save(writer);
    }

    public void Begin(DropWindow window)
    {
        Sales.Begin(window, _day.Segment(0, window.OfDay));
        Statuses.Begin(window, _day.Segment(1, window.OfDay));
        _twinSales?.Begin(window, _day.TwinSegment(0, window.OfDay));
        _twinStatuses?.Begin(window, _day.TwinSegment(1, window.OfDay));
    }

    public void End()
    {
        Sales.End();
        Statuses.End();
    }

    public void Placed(in SalesRow order)
    {
        if (keepsCleanRows)
        {
            _day.OrderList.Add(order);
        }

        Sales.Write(in order);
        _twinSales?.Write(in order);
    }

    public void Labelled(in FraudLabel label) => _day.LabelList.Add(label);

    public void Changed(in StatusRow change)
    {
        if (keepsCleanRows)
        {
            _day.StatusList.Add(change);
        }

        Statuses.Write(in change);
        _twinStatuses?.Write(in change);
    }
}
