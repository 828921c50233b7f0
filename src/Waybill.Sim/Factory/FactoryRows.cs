using System.Runtime.InteropServices;
using Waybill.Events.Rows;

namespace Waybill.Sim.Factory;

/// <summary>A factory's clean rows of one day, each list in the order of recording.</summary>
public sealed class FactoryRows
{
    public ReadOnlySpan<BatchRow> Batches => CollectionsMarshal.AsSpan(BatchList);

    public ReadOnlySpan<SensorRow> Readings => CollectionsMarshal.AsSpan(ReadingList);

    public ReadOnlySpan<CheckRow> Checks => CollectionsMarshal.AsSpan(CheckList);

    public ReadOnlySpan<OperatorLogRow> Logs => CollectionsMarshal.AsSpan(LogList);

    internal List<BatchRow> BatchList { get; } = [];

    internal List<SensorRow> ReadingList { get; } = [];

    internal List<CheckRow> CheckList { get; } = [];

    internal List<OperatorLogRow> LogList { get; } = [];

    internal void Clear()
    {
        BatchList.Clear();
        ReadingList.Clear();
        CheckList.Clear();
        LogList.Clear();
    }
}
