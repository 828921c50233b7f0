namespace Waybill.Sim.Commerce.Sources;

/// <summary>How an order ends.</summary>
internal enum OrderFate
{
    /// <summary>Like any other.</summary>
    Usual,

    /// <summary>It is not paid and cancelled within minutes.</summary>
    Declined,

    /// <summary>The shop's people cancel it after its approval.</summary>
    Caught,
}
