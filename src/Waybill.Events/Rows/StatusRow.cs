using Waybill.Events.Feeds;
using Waybill.Events.Values;

namespace Waybill.Events.Rows;

/// <summary>One change of an order's status as its carrier reports it.</summary>
/// <param name="Id">The order.</param>
/// <param name="Status">The status from now on.</param>
/// <param name="At">When it changed; a whole second.</param>
/// <param name="SourceSeq">Rises within a cell in the order of recording, over both feeds.</param>
public readonly record struct StatusRow(OrderId Id, OrderStatus Status, Instant At, long SourceSeq);
