using Waybill.Events.Rows;

namespace Waybill.Events.Sinks;

/// <summary>Takes the clean rows of a day, cell by cell.</summary>
public interface ITruthSink
{
    /// <param name="orders">The cell's orders of the day; read before the call returns.</param>
    /// <param name="statuses">The cell's status changes of the day, without Pending, which is the order's own row; read
    /// before the call returns.</param>
    void Append(ReadOnlySpan<SalesRow> orders, ReadOnlySpan<StatusRow> statuses);
}
