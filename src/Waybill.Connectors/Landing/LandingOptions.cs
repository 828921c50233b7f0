namespace Waybill.Connectors.Landing;

/// <summary>How a landing zone is read.</summary>
public sealed record LandingOptions
{
    /// <summary>
    /// A file that remembers the content ids of files that were seen before, by name, length and time, so that a run need
    /// not read all of history again; null reads everything. It may be deleted at any time.
    /// </summary>
    public string? IndexPath { get; init; }

    /// <summary>Where UTF-16 files are turned into UTF-8; the system's folder for temporary files when null.</summary>
    public string? ScratchFolder { get; init; }

    internal string Scratch => ScratchFolder ?? Path.GetTempPath();

    /// <summary>Files that are surveyed at the same time. It changes nothing but the time that it takes.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Names that columns of a file which no feed names must not get; they are prefixed with <c>extra_</c>.
    /// </summary>
    public IReadOnlySet<string> ReservedColumns { get; init; } =
        new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "order_key", "batch_key", "production_date", "written_date", "drop_date", "landed_date" };
}
