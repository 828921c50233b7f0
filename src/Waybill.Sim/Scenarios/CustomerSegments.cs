namespace Waybill.Sim.Scenarios;

/// <summary>
/// Segments in numbers. A customer's number is N·u² with u even between 0 and 1, so the lowest fifth of the numbers has
/// the root of a fifth of the orders.
/// </summary>
public static class CustomerSegments
{
    /// <summary>Share of the customers who are frequent ones, as a divisor.</summary>
    private const int FrequentDivisor = 5;

    private const decimal FrequentOrderShare = 0.4472136m;

    /// <summary>Names as scenario files write them, in the order of <see cref="CustomerSegment"/>.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Enum.GetNames<CustomerSegment>().Select(name => name.ToLowerInvariant())];

    /// <summary>Share of all orders that a segment's customers place.</summary>
    public static decimal OrderShare(CustomerSegment segment) => segment switch
    {
        CustomerSegment.Frequent => FrequentOrderShare,
        CustomerSegment.Occasional => 1 - FrequentOrderShare,
        _ => 1,
    };

    /// <summary>The first number behind the frequent customers.</summary>
    public static int FrequentCustomers(int customers) => Math.Max(customers / FrequentDivisor, 1);
}
