namespace Waybill.Sim.Shop;

/// <summary>Why an order moved to a state.</summary>
internal enum OrderReason
{
    None,
    PaymentFailed,
    CustomerAsked,
    AddressUnclear,
    Damaged,
    WrongItem,
    NotAsDescribed,
    ChangedMind,
    Late,
}
