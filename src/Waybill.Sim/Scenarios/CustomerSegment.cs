namespace Waybill.Sim.Scenarios;

/// <summary>Whom a campaign addresses.</summary>
public enum CustomerSegment
{
    /// <summary>Everybody.</summary>
    All,

    /// <summary>The fifth of the customers who order most often; 45 % of the orders are theirs.</summary>
    Frequent,

    /// <summary>The other four fifths.</summary>
    Occasional,
}
