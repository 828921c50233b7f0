namespace Waybill.Server.Queries;

/// <summary>Keeps one worker waiting, so that a query need not wait for a program to start.</summary>
internal sealed class WorkerPool(IReadOnlyList<string> command) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private WorkerProcess? _waiting;
    private bool _isClosed;

    /// <summary>A worker for one query; whoever takes it disposes it.</summary>
    public WorkerProcess Take()
    {
        lock (_lock)
        {
            var worker = _waiting ?? WorkerProcess.Start(command);
            _waiting = null;
            return worker;
        }
    }

    /// <summary>Starts the next worker; for when the machine has a moment.</summary>
    public void Refill()
    {
        lock (_lock)
        {
            if (!_isClosed)
            {
                _waiting ??= WorkerProcess.Start(command);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        WorkerProcess? waiting;
        lock (_lock)
        {
            _isClosed = true;
            waiting = _waiting;
            _waiting = null;
        }

        if (waiting is not null)
        {
            await waiting.DisposeAsync().ConfigureAwait(false);
        }
    }
}
