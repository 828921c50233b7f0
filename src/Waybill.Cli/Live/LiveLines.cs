using System.Text;
using Waybill.Cli.Output;
using Waybill.Connectors.Live;
using Waybill.Events.Live;

namespace Waybill.Cli.Live;

/// <summary>A line for each change of an alert on standard output, as JSON or for people, and now and then how it goes on standard error.</summary>
internal sealed class LiveLines(bool json, bool withChanges) : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FlushEvery = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private readonly Stream _out = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);

    public void Say(AlertChange change)
    {
        if (withChanges)
        {
            Write(json ? AlertText.Json(change) : Encoding.UTF8.GetBytes(LiveLine.Of(change)));
        }
    }

    /// <summary>The alerts at the end, one line each.</summary>
    public void Final(IReadOnlyList<Alert> alerts)
    {
        foreach (var alert in alerts)
        {
            Write(json ? AlertText.Json(alert) : Encoding.UTF8.GetBytes(LiveLine.Of(alert)));
        }
    }

    public void Summary(LiveResult result) =>
        Write(json ? System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(result, JsonOutput.Lines) : Encoding.UTF8.GetBytes(LiveReport.Text(result)));

    /// <summary>Brings lines out while the work goes on.</summary>
    public async Task ShowAsync(LiveJob job, LiveBoard board, Task work, TimeProvider time)
    {
        var said = time.GetTimestamp();
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(FlushEvery, time)).ConfigureAwait(false);
            Flush();
            if (!json && time.GetElapsedTime(said) >= Every)
            {
                said = time.GetTimestamp();
                await Console.Error.WriteLineAsync($"live: {Texts.Count(job.Tally.Messages)} readings, {Texts.Count(board.TruckCount)} trucks, "
                    + $"{Texts.Count(board.OpenCount)} alerts open, lag {Texts.Count(job.Lags.Total)}"
                    + string.Concat(job.Away.Select(a => $"; away: {a}"))).ConfigureAwait(false);
            }
        }
    }

    public void Dispose()
    {
        Flush();
        _out.Dispose();
    }

    private void Flush()
    {
        lock (_lock)
        {
            _out.Flush();
        }
    }

    private void Write(ReadOnlySpan<byte> line)
    {
        lock (_lock)
        {
            _out.Write(line);
            _out.WriteByte((byte)'\n');
        }
    }
}
