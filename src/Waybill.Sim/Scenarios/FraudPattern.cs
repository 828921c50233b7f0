namespace Waybill.Sim.Scenarios;

/// <summary>How a fraudster goes about it.</summary>
public enum FraudPattern
{
    /// <summary>Stolen card numbers are tried with small amounts; nearly all are declined.</summary>
    CardTesting,

    /// <summary>Somebody else's account: a new device, a changed address, dear goods within hours.</summary>
    AccountTakeover,

    /// <summary>Many new accounts from one device or address collect what only new customers get.</summary>
    PromoAbuse,

    /// <summary>Good stolen cards are spent as quickly as possible on dear goods.</summary>
    Velocity,
}
