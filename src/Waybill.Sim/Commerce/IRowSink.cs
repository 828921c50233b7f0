using Waybill.Events.Rows;
using Waybill.Sim.Truth;

namespace Waybill.Sim.Commerce;

/// <summary>Takes a cell's clean rows in the order in which the source records them.</summary>
internal interface IRowSink
{
    void Placed(in SalesRow order);

    void Changed(in StatusRow change);

    /// <summary>The order that was placed last is fraudulent.</summary>
    void Labelled(in FraudLabel label);
}
