using Waybill.Connectors.Postgres.Writing;

namespace Waybill.Cli.Simulate;

/// <summary>What a simulation wrote, and where the world stands now.</summary>
internal sealed record SimulateResult
{
    public required ulong Seed { get; init; }

    public required decimal Scale { get; init; }

    public required string Scenario { get; init; }

    /// <summary>Name of the plan of faults.</summary>
    public required string Faults { get; init; }

    /// <summary>Days that this run added.</summary>
    public required int Days { get; init; }

    /// <summary>First day of the world.</summary>
    public required DateOnly StartDate { get; init; }

    /// <summary>The moment at which the world stands: the time of the last drop.</summary>
    public required DateTime WorldTime { get; init; }

    /// <summary>Rows that this run wrote to the sales feed.</summary>
    public required long SalesRows { get; init; }

    /// <summary>Rows that this run wrote to the logistics feed.</summary>
    public required long LogisticsRows { get; init; }

    /// <summary>Rows that this run wrote to the feeds of the factories.</summary>
    public required long FactoryRows { get; init; }

    /// <summary>Changes of the shop's tables that this run wrote.</summary>
    public required long ShopRows { get; init; }

    /// <summary>Rows that this run wrote to the feeds of the trucks.</summary>
    public required long ColdChainRows { get; init; }

    /// <summary>Bytes of the rows that this run wrote to the feeds.</summary>
    public required long FeedBytes { get; init; }

    /// <summary>Bytes of the ledger lines that this run wrote.</summary>
    public required long LedgerBytes { get; init; }

    /// <summary>Ledger lines of this run by kind, snake_case, only kinds that occurred.</summary>
    public required IReadOnlyDictionary<string, long> FaultsByKind { get; init; }

    /// <summary>What went into PostgreSQL; null when the shop's tables are files.</summary>
    public ShopLoad? Postgres { get; init; }

    public required double Seconds { get; init; }

    /// <summary>
    /// 16 hexadecimal digits over name and content of every file in landing and truth since the world began: the same for
    /// the same world, however often and with how many threads it was run.
    /// </summary>
    public required string Digest { get; init; }

    public long Rows => SalesRows + LogisticsRows + FactoryRows + ShopRows + ColdChainRows;
}
