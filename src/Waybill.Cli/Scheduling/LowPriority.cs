using System.Runtime.InteropServices;

namespace Waybill.Cli.Scheduling;

/// <summary>
/// Long work on a thread of its own that gives way to everything else: to the server that answers people, and to what watches the trucks. The
/// threads that it starts, DuckDB's among them, inherit that on Linux, where priorities belong to threads.
/// </summary>
internal static class LowPriority
{
    private const int OfProcess = 0;
    private const int Self = 0;
    private const int Nice = 10;

    public static Task Run(Action work) => Run(() =>
    {
        work();
        return true;
    });

    public static Task<T> Run<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                if (OperatingSystem.IsLinux())
                {
                    // What the system answers does not matter: without it the work is done all the same.
                    _ = SetPriority(OfProcess, Self, Nice);
                }

                done.SetResult(work());
            }
            catch (OperationCanceledException e)
            {
                done.SetCanceled(e.CancellationToken);
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        })
        {
            IsBackground = true,
            Priority = ThreadPriority.BelowNormal,
        };
        thread.Start();
        return done.Task;
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, int who, int priority);
}
