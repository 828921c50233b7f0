using Waybill.Events;

namespace Waybill.Connectors.Capture;

/// <summary>How a database is followed.</summary>
public sealed record CaptureOptions
{
    /// <summary>The name of slot and publication unless others are given.</summary>
    public const string DefaultName = "waybill";

    private const int LongestName = 63;

    /// <summary>The replication slot, one for each workspace that follows.</summary>
    public string Slot { get; init; } = DefaultName;

    /// <summary>The publication; it is made when it is missing, and tables that it lacks are added.</summary>
    public string Publication { get; init; } = DefaultName;

    /// <summary>A batch lands at the first commit behind this many bytes.</summary>
    public long BatchBytes { get; init; } = 64 << 20;

    /// <summary>A batch lands at the first commit behind this time.</summary>
    public TimeSpan BatchAge { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A batch lands when nothing has come for this time.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How long a slot may still be held by the server for a capture that was killed, and how long transactions may hold up one that
    /// catches up by watermark.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Keeps other programs out of the workspace while files get their names; null where there are none.</summary>
    public Func<CancellationToken, Task<IDisposable>>? EnterWorkspace { get; init; }

    internal async Task<IDisposable?> EnterAsync(CancellationToken ct) => EnterWorkspace is { } enter ? await enter(ct).ConfigureAwait(false) : null;

    /// <summary>Refuses names that PostgreSQL would.</summary>
    /// <exception cref="WaybillException">Usage: a name is none.</exception>
    public void RequireNames()
    {
        if (Slot.Length is 0 or > LongestName || !Slot.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
        {
            throw new WaybillException(WaybillErrorKind.Usage, $"'{Slot}' cannot be the name of a replication slot.",
                $"Use lower-case letters, digits and underscores, at most {LongestName}.");
        }

        if (Publication.Length is 0 or > LongestName || Publication.Contains('\0', StringComparison.Ordinal))
        {
            throw new WaybillException(WaybillErrorKind.Usage, $"'{Publication}' cannot be the name of a publication.",
                $"Use letters, digits and underscores, at most {LongestName}.");
        }
    }
}
