using System.Runtime.ExceptionServices;

namespace Waybill.Pipeline.Engine;

/// <summary>Pieces of work at the same time. The first that fails ends the others, and what it threw is thrown.</summary>
internal static class Concurrently
{
    /// <summary>Does numbered pieces that need nothing of each other.</summary>
    /// <param name="count">How many pieces there are; they are numbered from 0.</param>
    /// <param name="threads">How many are done at the same time, 1 or more.</param>
    /// <param name="work">Does a piece.</param>
    /// <param name="ct">No piece begins any more.</param>
    public static void Do(int count, int threads, Action<int> work, CancellationToken ct)
    {
        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = ct }, work);
        }
        catch (AggregateException e) when (e.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(e.InnerException);
        }
    }

    /// <summary>Does pieces of which some need others.</summary>
    /// <param name="names">The pieces, each after those that it needs; those in front go first.</param>
    /// <param name="threads">How many are done at the same time, 1 or more.</param>
    /// <param name="needs">The pieces that a piece needs; names that are not among the pieces count as done.</param>
    /// <param name="begin">Told of a piece before it begins, on the caller's thread.</param>
    /// <param name="work">Does a piece; its token is cancelled when another fails as well.</param>
    /// <param name="ended">Given what a piece made, on the caller's thread.</param>
    /// <param name="ct">No piece begins any more, and those at work are told.</param>
    public static void DoInOrder<T>(
        IReadOnlyList<string> names, int threads, Func<string, IEnumerable<string>> needs, Action<string> begin,
        Func<string, CancellationToken, T> work, Action<string, T> ended, CancellationToken ct)
    {
        var waiting = names.ToList();
        var undone = names.ToHashSet(StringComparer.Ordinal);
        var running = new Dictionary<Task<T>, string>();
        ExceptionDispatchInfo? failure = null;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        while (true)
        {
            while (!stop.IsCancellationRequested && running.Count < threads && waiting.Find(n => !needs(n).Any(undone.Contains)) is { } next)
            {
                waiting.Remove(next);
                begin(next);
                running.Add(Task.Run(() => work(next, stop.Token), CancellationToken.None), next);
            }

            if (running.Count == 0)
            {
                break;
            }

            var task = Task.WhenAny(running.Keys).GetAwaiter().GetResult();
            running.Remove(task, out var name);
            if (task.IsCompletedSuccessfully)
            {
                undone.Remove(name!); // was added with its task
                ended(name!, task.Result);
            }
            else
            {
                failure ??= ExceptionDispatchInfo.Capture(task.Exception!.InnerException!); // tasks without a token of their own end by an exception
                stop.Cancel();
            }
        }

        failure?.Throw();
        ct.ThrowIfCancellationRequested();
    }
}
