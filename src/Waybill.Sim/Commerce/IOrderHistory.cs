using Waybill.Events.Rows;
using Waybill.Events.Values;

namespace Waybill.Sim.Commerce;

/// <summary>What happened to an order before.</summary>
internal interface IOrderHistory
{
    /// <summary>When the change before this one happened; only to be asked while this one is being handed to a sink.</summary>
    Instant PreviousChange(in StatusRow change);
}
