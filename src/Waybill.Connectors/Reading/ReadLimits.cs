namespace Waybill.Connectors.Reading;

/// <summary>The sizes that decide how files are divided and what is refused. Tests use small ones.</summary>
internal sealed record ReadLimits
{
    internal static readonly ReadLimits Default = new();

    /// <summary>A part ends at the first record that starts after this many bytes.</summary>
    public int PartBytes { get; init; } = 64 << 20;

    /// <summary>The same for JSON: names and quotes are most of it, and it takes longer to read.</summary>
    public int JsonPartBytes { get; init; } = 24 << 20;

    /// <summary>Longest line, and longest record with line ends inside quotes; what is longer is a reject.</summary>
    public int MaxRecordBytes { get; init; } = 16 << 20;

    /// <summary>How much of a rejected piece is kept; length and hash stand for the rest.</summary>
    public int MaxRejectBytes { get; init; } = 1 << 20;

    /// <summary>The sizes for a format.</summary>
    internal ReadLimits For(bool isJson) => isJson ? this with { PartBytes = Math.Min(JsonPartBytes, PartBytes) } : this;

    /// <summary>How many of a piece of this many bytes are kept.</summary>
    internal int KeptOf(long bytes) => (int)Math.Min(bytes, MaxRejectBytes);

    /// <summary>How much is read from a file at a time; small enough to be parsed while it is in the cache.</summary>
    public int ReadBytes { get; init; } = 512 << 10;

    /// <summary>How much is indexed at a time; the index of a block stays in the first-level cache.</summary>
    public int BlockBytes { get; init; } = 32 << 10;
}
