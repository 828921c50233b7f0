using Waybill.Server.Http;

namespace Waybill.Server.Queries;

/// <summary>
/// Stops a query after its time, and when the process has grown by more than its memory: DuckDB counts its buffers, but not all
/// of the text and lists that a row may hold.
/// </summary>
internal sealed class QueryWatch : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _stop;
    private readonly Timer _timer;
    private readonly long _before = Environment.WorkingSet;
    private volatile bool _isTooLarge;

    public QueryWatch(CancellationToken ct)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _stop.CancelAfter(Limits.SqlTime);
        _timer = new Timer(_ => Look(), null, Pause, Pause);
    }

    public CancellationToken Token => _stop.Token;

    /// <summary>Why the query was stopped.</summary>
    public RequestException Verdict(Exception inner) => _isTooLarge
        ? new RequestException(StatusCodes.Status400BadRequest, "The query needs too much memory",
            $"It was stopped when it had taken {Limits.SqlMemory >> 30} GB.", "Ask for fewer rows or columns, or use 'waybill sql', which has no limits.", inner)
        : new RequestException(StatusCodes.Status400BadRequest, "The query took too long",
            $"It was stopped after {Limits.SqlTime.TotalSeconds:0} seconds.", "Ask for less, or use 'waybill sql', which has no limits.", inner);

    public void Dispose()
    {
        _timer.Dispose();
        _stop.Dispose();
    }

    private void Look()
    {
        if (Environment.WorkingSet - _before > Limits.SqlMemory + (Limits.SqlMemory / 4))
        {
            _isTooLarge = true;
            try
            {
                _stop.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The query has just ended.
            }
        }
    }
}
