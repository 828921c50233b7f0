namespace Waybill.Tests.Cli.Scheduling;

/// <summary>Work that begins when a schedule says so and ends when the test says so.</summary>
internal sealed class GatedWork : IDisposable
{
    private readonly SemaphoreSlim _mayEnd = new(0);
    private readonly SemaphoreSlim _changed = new(0);
    private readonly Lock _lock = new();
    private int _begun;
    private int _ended;

    public int Begun => Volatile.Read(ref _begun);

    public int MostAtOnce { get; private set; }

    public bool WasStopped { get; private set; }

    public async Task DoAsync(CancellationToken ct)
    {
        lock (_lock)
        {
            _begun++;
            MostAtOnce = Math.Max(MostAtOnce, _begun - _ended);
        }

        _changed.Release();
        try
        {
            await _mayEnd.WaitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            WasStopped = true;
        }
        finally
        {
            lock (_lock)
            {
                _ended++;
            }

            _changed.Release();
        }
    }

    public void Dispose()
    {
        _mayEnd.Dispose();
        _changed.Dispose();
    }

    public void LetEnd() => _mayEnd.Release();

    public Task BegunAsync(int times) => WaitAsync(() => _begun >= times);

    public Task EndedAsync(int times) => WaitAsync(() => _ended >= times);

    private async Task WaitAsync(Func<bool> isSo)
    {
        while (true)
        {
            lock (_lock)
            {
                if (isSo())
                {
                    return;
                }
            }

            await _changed.WaitAsync();
        }
    }
}
