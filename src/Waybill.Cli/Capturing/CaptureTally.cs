using System.Diagnostics;
using Waybill.Cli.Output;
using Waybill.Connectors.Capture;

namespace Waybill.Cli.Capturing;

/// <summary>Counts what lands and tells of it line by line.</summary>
/// <param name="say">Writes a line for people.</param>
internal sealed class CaptureTally(Action<string> say) : ICaptureWatch
{
    private readonly Lock _gate = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private CaptureResult _result = new();

    /// <summary>Batches so far.</summary>
    public long Batches => _result.Batches;

    public void Note(string message) => say($"note: {message}");

    public void Landed(LandedBatch batch)
    {
        lock (_gate)
        {
            _result = _result with
            {
                CopiedRows = _result.CopiedRows + (batch.Table is null ? 0 : batch.Changes),
                CopiedTables = _result.CopiedTables + (batch.Table is null ? 0 : 1),
                Changes = _result.Changes + (batch.Table is null ? batch.Changes : 0),
                Transactions = _result.Transactions + batch.Transactions,
                Batches = _result.Batches + 1,
                Files = _result.Files + batch.Files,
                Bytes = _result.Bytes + batch.Bytes,
                LandingSeconds = _clock.Elapsed.TotalSeconds,
                LagBytes = batch.LagBytes ?? _result.LagBytes,
                LagSeconds = batch.LagSeconds is { } lag ? Math.Round(lag, 3) : _result.LagSeconds,
            };
        }

        say(batch.Table is { } table
            ? $"copied {table}: {Texts.Count(batch.Changes)} rows"
            : $"landed {Texts.Count(batch.Changes)} changes{Transactions(batch)}, {Texts.Bytes(batch.Bytes)}{Place(batch)}{Lag(batch)}");
    }

    public void Refined(long rows)
    {
        lock (_gate)
        {
            _result = _result with { BronzeRows = _result.BronzeRows + rows };
        }
    }

    public CaptureResult Result(CaptureState state)
    {
        lock (_gate)
        {
            return _result with
            {
                LandingSeconds = Math.Round(_result.LandingSeconds, 3),
                Seconds = Math.Round(_clock.Elapsed.TotalSeconds, 3),
                Landed = state.Landed,
                Confirmed = state.Confirmed,
                Watermark = state.Watermark,
            };
        }
    }

    private static string Transactions(LandedBatch batch) => batch.Transactions > 0 ? $" in {Texts.Count(batch.Transactions)} transactions" : "";

    private static string Lag(LandedBatch batch) => batch is { LagBytes: { } bytes, LagSeconds: { } seconds }
        ? $"; behind: {Texts.Bytes(bytes)}, {Texts.Seconds(seconds)} s" : "";

    private static string Place(LandedBatch batch) => batch.End == Lsn.None ? "" : $", up to {batch.End}";
}
