using Waybill.Sim.Scenarios;

namespace Waybill.Sim.Commerce.Sources;

/// <summary>
/// Where orders come from: the market's own demand or an entry of the calendar. Several sources make one Poisson process,
/// the sum of theirs; an order then belongs to one of them with the share that it has of the sum at that moment. What a
/// source does not decide itself is as usual.
/// </summary>
internal abstract class DemandSource(World world, CalendarEntry? entry, int number)
{
    /// <summary>The entry of the calendar; null for the market's own demand.</summary>
    public CalendarEntry? Entry => entry;

    /// <summary>The entry's place in the calendar, from 1; the fraud of every day has numbers behind all entries, and 0 is the
    /// market's own demand.</summary>
    public int Number => number;

    protected World World => world;

    /// <summary>Orders a minute in a cell of mean size, for each minute of the day.</summary>
    /// <param name="usual">The same of the market's own demand on a normal day.</param>
    public abstract double[] PerMinute(double[] usual);

    /// <summary>Which of those who work for this source places the order; 0 where nobody cares.</summary>
    public virtual int Actor(in Placement order, in OrderStreams streams) => 0;

    public virtual int Channel(ulong randomBits) => world.Channels.Draw(randomBits);

    public virtual int Product(ulong randomBits) => world.Products.Draw(randomBits);

    /// <param name="usual">What another order would have.</param>
    /// <param name="randomBits">The bits with which that was drawn.</param>
    public virtual int Quantity(int usual, ulong randomBits) => usual;

    /// <param name="usual">A customer drawn as usual.</param>
    /// <param name="order">The order.</param>
    /// <param name="actor">Who places it.</param>
    /// <param name="streams">The cell's random numbers.</param>
    public virtual ulong Customer(ulong usual, in Placement order, int actor, in OrderStreams streams) => usual;

    /// <param name="usual">Where the customer lives.</param>
    /// <param name="order">The order.</param>
    /// <param name="actor">Who places it.</param>
    /// <param name="homeCity">The market's city.</param>
    /// <param name="streams">The cell's random numbers.</param>
    public virtual int Destination(int usual, in Placement order, int actor, int homeCity, in OrderStreams streams) => usual;

    /// <param name="usual">Chance of a return in parts per million.</param>
    public virtual long ReturnPartsPerMillion(long usual) => usual;

    public virtual OrderFate Fate(ulong randomBits) => OrderFate.Usual;

    /// <summary>Which channels take part.</summary>
    protected static bool[] Participants(World world, IReadOnlyList<string> channels) =>
        [.. world.Scenario.Channels.Select(channel => channels.Count == 0 || channels.Contains(channel.Name))];
}
