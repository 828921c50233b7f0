namespace Waybill.DuckDb;

/// <summary>How a database is opened. Null means DuckDB's own default.</summary>
public sealed record DuckDbOptions
{
    /// <summary>A file, or <c>:memory:</c>.</summary>
    public string Path { get; init; } = ":memory:";

    /// <summary>Worker threads, the calling thread included; at least 1.</summary>
    public int? Threads { get; init; }

    /// <summary>For instance <c>4GB</c> or <c>512MiB</c>.</summary>
    public string? MemoryLimit { get; init; }

    /// <summary>Where larger-than-memory operators spill to.</summary>
    public string? TempDirectory { get; init; }

    /// <summary>False lets DuckDB reorder rows where no order by is given, which needs less memory.</summary>
    public bool? PreserveInsertionOrder { get; init; }

    /// <summary>Any other setting by its DuckDB name; these win over the named ones.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
