using System.Collections.Concurrent;

namespace Waybill.Connectors.Files;

/// <summary>
/// Work that waits for the disk, on threads of its own. The pool has as many threads as there are processors and adds one or two a second:
/// with a dozen partitions that force their files to the disk, all of them waited there at once, and alerts waited behind them (seen: 350 ms with
/// two processors and 80 tasks in line).
/// </summary>
internal sealed class DiskThreads : TaskScheduler
{
    // A disk does little more with more; with fewer, an archive of many files would hold up the log.
    private const int Count = 4;

    // Made when it is needed first: threads have the priority of whoever makes them, and a world that is played ahead has a low one.
    private static readonly Lazy<DiskThreads> Shared = new(() => new DiskThreads());

    private readonly BlockingCollection<Task> _waiting = [];

    /// <summary>Threads for work that must not be in line before that of others.</summary>
    public DiskThreads()
    {
        for (var i = 0; i < Count; i++)
        {
            new Thread(Work) { IsBackground = true, Name = "disk" }.Start();
        }
    }

    /// <summary>Runs an action on the threads that all share.</summary>
    /// <param name="action">It may wait.</param>
    /// <param name="cancellation">Keeps it from being begun.</param>
    public static Task RunAsync(Action action, CancellationToken cancellation) => Shared.Value.StartAsync(action, cancellation);

    /// <summary>Runs an action on these threads.</summary>
    /// <param name="action">It may wait.</param>
    /// <param name="cancellation">Keeps it from being begun.</param>
    public Task StartAsync(Action action, CancellationToken cancellation) =>
        Task.Factory.StartNew(action, cancellation, TaskCreationOptions.DenyChildAttach | TaskCreationOptions.HideScheduler, this);

    protected override IEnumerable<Task> GetScheduledTasks() => _waiting.ToArray();

    protected override void QueueTask(Task task) => _waiting.Add(task, CancellationToken.None);

    // Whoever waits for such a task stays on its own thread.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    private void Work()
    {
        foreach (var task in _waiting.GetConsumingEnumerable())
        {
            TryExecuteTask(task);
        }
    }
}
