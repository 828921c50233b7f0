using System.Text.Json.Serialization;

namespace Waybill.Connectors.Capture;

/// <summary>
/// What a workspace knows of the database that it follows: <c>state/capture.json</c>. A batch is named in <see cref="Landing"/>, with its
/// files whole on the disk, before the first of them gets its name: whatever ends the program afterwards, the batch lands.
/// </summary>
public sealed record CaptureState
{
    public const int CurrentFormat = 1;

    /// <summary>Layout of this file; a larger number comes from a newer program.</summary>
    public int Format { get; init; } = CurrentFormat;

    [JsonConverter(typeof(JsonStringEnumConverter<CaptureWay>))]
    public required CaptureWay Way { get; init; }

    /// <summary>Host, port and database, for people.</summary>
    public required string Server { get; init; }

    /// <summary>The server's own identity, made when its files were.</summary>
    public required string SystemIdentifier { get; init; }

    /// <summary>Rises when a server is restored to an earlier moment or a standby takes over.</summary>
    public long Timeline { get; init; }

    /// <summary>The server's number (oid) of the database.</summary>
    public required long DatabaseId { get; init; }

    public string Slot { get; init; } = "";

    public string Publication { get; init; } = "";

    /// <summary>The server's number (oid) of the publication; another one means that it was dropped and made again.</summary>
    public long PublicationId { get; init; }

    /// <summary>Where the slot began; none until it has been made.</summary>
    public Lsn SlotFrom { get; init; }

    public IReadOnlyDictionary<string, CapturedTable> Tables { get; init; } = new SortedDictionary<string, CapturedTable>(StringComparer.Ordinal);

    /// <summary>Everything that was committed before is in files that have landed.</summary>
    public Lsn Landed { get; init; }

    /// <summary>Everything that was committed before is in bronze; the server may forget it.</summary>
    public Lsn Confirmed { get; init; }

    /// <summary>The largest number that a change has; the next one is larger.</summary>
    public long LastNumber { get; init; }

    /// <summary>Rows that were changed before this moment have landed; null in replication and before the first round.</summary>
    public string? Watermark { get; init; }

    /// <summary>How many batches with files have landed, copies of tables among them.</summary>
    public long Batches { get; init; }

    /// <summary>The batch that is landing; null when none is.</summary>
    public CaptureBatch? Landing { get; init; }

    /// <summary>The state when the batch has landed.</summary>
    public CaptureState AfterLanding()
    {
        if (Landing is not { } batch)
        {
            return this;
        }

        var tables = new SortedDictionary<string, CapturedTable>(StringComparer.Ordinal);
        foreach (var (name, table) in Tables.Concat(batch.Tables))
        {
            tables[name] = table;
        }

        return this with
        {
            Tables = tables,
            Landed = Lsn.Max(Landed, batch.Landed),
            LastNumber = Math.Max(LastNumber, batch.LastNumber),
            Watermark = batch.Watermark ?? Watermark,
            Batches = Batches + (batch.Files.Count > 0 ? 1 : 0),
            Landing = null,
        };
    }
}
