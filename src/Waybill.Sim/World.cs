using Waybill.Events.Rows;
using Waybill.Events.Text;
using Waybill.Sim.ColdChain;
using Waybill.Sim.Commerce;
using Waybill.Sim.Factory;
using Waybill.Sim.Fulfilment;
using Waybill.Sim.Kernel;
using Waybill.Sim.Scenarios;
using Waybill.Sim.Shop;

namespace Waybill.Sim;

/// <summary>
/// Everything about a world that never changes: its seed, its scenario, and the tables made from both once. Cells and
/// threads share it.
/// </summary>
public sealed class World
{
    private const int DistinctNames = 8_192;

    /// <param name="seed">What everything follows from.</param>
    /// <param name="scenario">The knobs.</param>
    /// <param name="factories">How many factories and how many depots the whole world has, whoever plays them.</param>
    public World(ulong seed, Scenario scenario, int factories = 1)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        Scenario = scenario;
        Seed = seed;
        Streams = new RandomStreams(seed);
        Products = new ProductCatalogue(scenario, Streams);
        Demand = new Demand(scenario);
        Geography = new Geography();
        LeadTimes = new LeadTimes(scenario);
        Promises = new Promises(scenario, LeadTimes);
        Channels = new ChannelTable(scenario);
        Carriers = new AliasTable([.. scenario.Carriers.Select(carrier => (long)(carrier.Share * 1_000))]);
        Factories = scenario.Plant is null ? 0 : factories;
        Plant = scenario.Plant is null ? null : new Plant(scenario.Plant, factories);
        Depots = scenario.ColdChain is null ? 0 : factories;
        Fleet = scenario.ColdChain is null ? null : new Fleet(scenario.ColdChain);
        Vocabulary = new FeedVocabulary
        {
            Customers = new TextTable(PersonNames.Make(DistinctNames, Streams.Get("customer.names"))),
            Products = Products.Names,
            Cities = Geography.Cities,
            Regions = Geography.Regions,
            Channels = new TextTable(scenario.Channels.Select(channel => channel.Name)),
            Carriers = new TextTable(scenario.Carriers.Select(carrier => carrier.Name)),
        };
        Shop = scenario.Shop is null ? null : new ShopWorld(this, scenario.Shop);
    }

    public ulong Seed { get; }

    public Scenario Scenario { get; }

    public RandomStreams Streams { get; }

    /// <summary>The texts that the rows of this world point to.</summary>
    public FeedVocabulary Vocabulary { get; }

    /// <summary>What every factory is like; null in a world without factories.</summary>
    public Plant? Plant { get; }

    public int Factories { get; }

    /// <summary>What the depots have in common; null in a world without trucks.</summary>
    public Fleet? Fleet { get; }

    public int Depots { get; }

    public ProductCatalogue Products { get; }

    public Demand Demand { get; }

    public Geography Geography { get; }

    /// <summary>What the shops of all markets have in common; null in a world without shops.</summary>
    internal ShopWorld? Shop { get; }

    internal LeadTimes LeadTimes { get; }

    internal Promises Promises { get; }

    internal ChannelTable Channels { get; }

    internal AliasTable Carriers { get; }
}
