namespace Waybill.Cli.Loading;

/// <summary>What to load, and where to.</summary>
internal sealed record LoadJobOptions
{
    /// <summary>Address of the database, as users write it.</summary>
    public required string Address { get; init; }

    public string Schema { get; init; } = "gold";

    /// <summary>Patterns of models; all of gold when there are none.</summary>
    public IReadOnlyList<string> Select { get; init; } = [];

    public bool FullRefresh { get; init; }

    public required string ModelsFolder { get; init; }
}
