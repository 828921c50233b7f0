using Waybill.Connectors.Capture;

namespace Waybill.Cli.Capturing;

/// <summary>What a capture did.</summary>
internal sealed record CaptureResult
{
    /// <summary>Rows of tables that were copied whole.</summary>
    public long CopiedRows { get; init; }

    public long CopiedTables { get; init; }

    public long Changes { get; init; }

    public long Transactions { get; init; }

    public long Batches { get; init; }

    public long Files { get; init; }

    public long Bytes { get; init; }

    /// <summary>From the start to the last landing.</summary>
    public double LandingSeconds { get; init; }

    /// <summary>With bronze.</summary>
    public double Seconds { get; init; }

    /// <summary>How much log the server had at the last landing that it had not sent, when it last said so.</summary>
    public long LagBytes { get; init; }

    /// <summary>How old the last transaction was when it landed, when the server last told the time.</summary>
    public double LagSeconds { get; init; }

    /// <summary>Everything that was committed before is in files.</summary>
    public Lsn Landed { get; init; }

    /// <summary>Everything that was committed before is in bronze.</summary>
    public Lsn Confirmed { get; init; }

    public string? Watermark { get; init; }

    /// <summary>Rows that bronze took in.</summary>
    public long BronzeRows { get; init; }
}
