using Waybill.Cli.Workspaces;
using Waybill.Events;

namespace Waybill.Cli.Capturing;

/// <summary>
/// The workspace's lock, shared by the landing and the refining of one capture: the first that enters takes it, the last that leaves gives
/// it back. Other programs are waited for.
/// </summary>
internal sealed class WorkspaceGate(Workspace workspace)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private WorkspaceLock? _taken;
    private int _inside;

    public async Task<IDisposable> EnterAsync(CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return Enter();
            }
            catch (WaybillException e) when (e.Kind == WaybillErrorKind.Busy)
            {
                await Task.Delay(Pause, ct).ConfigureAwait(false);
            }
        }
    }

    private Pass Enter()
    {
        lock (_gate)
        {
            _taken ??= WorkspaceLock.Take(workspace);
            _inside++;
            return new Pass(this);
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_inside == 0)
            {
                _taken?.Dispose();
                _taken = null;
            }
        }
    }

    private sealed class Pass(WorkspaceGate gate) : IDisposable
    {
        private WorkspaceGate? _gate = gate;

        public void Dispose()
        {
            _gate?.Leave();
            _gate = null;
        }
    }
}
