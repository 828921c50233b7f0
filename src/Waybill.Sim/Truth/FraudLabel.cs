using Waybill.Events.Values;
using Waybill.Sim.Scenarios;

namespace Waybill.Sim.Truth;

/// <summary>An order that a fraudster placed.</summary>
/// <param name="Id">The order.</param>
/// <param name="CustomerId">The account.</param>
/// <param name="Pattern">How the fraudster goes about it.</param>
/// <param name="StartedAt">When this fraudster placed the first order of the run.</param>
public readonly record struct FraudLabel(OrderId Id, long CustomerId, FraudPattern Pattern, Instant StartedAt);
