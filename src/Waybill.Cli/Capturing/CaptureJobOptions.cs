using Waybill.Connectors.Capture;
using Waybill.Connectors.Postgres;

namespace Waybill.Cli.Capturing;

/// <summary>What a capture is asked to do.</summary>
internal sealed record CaptureJobOptions
{
    public required PostgresDatabase Database { get; init; }

    public required CaptureWay Way { get; init; }

    /// <summary>Whether to go on until stopped.</summary>
    public required bool Follow { get; init; }

    public required string ModelsFolder { get; init; }

    public CaptureOptions Capture { get; init; } = new();

    /// <summary>While following, bronze is brought up to date this often, and rounds by watermark come this often.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(5);
}
