namespace Waybill.Speed.Runtime;

/// <summary>How often things are done, and how much may wait for a service that is away.</summary>
public sealed record LiveOptions
{
    public static LiveOptions Default { get; } = new();

    /// <summary>The state of a partition is saved so often; less often when saving takes more than a hundredth of that.</summary>
    public TimeSpan SaveEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The state is saved at the latest after so many messages, so that a restart reads no more than those again.</summary>
    public int SaveMessages { get; init; } = 1_000_000;

    /// <summary>The states of trucks go to the sink so often; alerts do not wait for it.</summary>
    public TimeSpan ShowEvery { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The most trucks that the sink gets at once.</summary>
    public int TrucksAtOnce { get; init; } = 1_000;

    /// <summary>The archive gets what came within this time at once: few large batches cost it less than many small ones.</summary>
    public TimeSpan ArchiveEvery { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The most messages that the archive gets at once.</summary>
    public int ArchiveMessages { get; init; } = 20_000;

    /// <summary>The most changes of alerts that sink and log get at once.</summary>
    public int ChangesAtOnce { get; init; } = 5_000;

    /// <summary>Bytes of messages of a partition that may wait for the archive before no more are taken.</summary>
    public long PendingBytes { get; init; } = 64L << 20;

    /// <summary>Changes of alerts of a partition that may wait for sink or log before no more messages are taken.</summary>
    public int PendingChanges { get; init; } = 50_000;

    /// <summary>A partition that has been read to its end has been heard of up to this long ago: messages may still be on their way.</summary>
    public TimeSpan ClockMargin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The first pause before a service that is away is asked again; each next one is twice as long.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a partition that is given up waits for what it has handed over.</summary>
    public TimeSpan EndPatience { get; init; } = TimeSpan.FromSeconds(5);
}
