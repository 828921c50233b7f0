using System.Runtime.ExceptionServices;

namespace Waybill.Pipeline.Engine;

/// <summary>Pieces of work at the same time. The first that fails ends the others, and what it threw is thrown when all have ended.</summary>
public static class Concurrently
{
    /// <summary>Does numbered pieces that need nothing of each other.</summary>
    /// <param name="count">How many pieces there are; they are numbered from 0.</param>
    /// <param name="threads">How many are done at the same time, 1 or more.</param>
    /// <param name="work">Does a piece; its token is cancelled when another fails as well.</param>
    /// <param name="ct">No piece begins any more, and those at work are told.</param>
    public static void Do(int count, int threads, Action<int, CancellationToken> work, CancellationToken ct)
    {
        ExceptionDispatchInfo? failure = null;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = ct }, (piece, loop) =>
        {
            try
            {
                work(piece, stop.Token);
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(e), null);
                loop.Stop();
                stop.Cancel();
            }
        });
        failure?.Throw();
    }

    /// <summary>
    /// Does pieces of which some need others, each on a thread that the caller's starts: such a thread has its priority, and leaves the
    /// pool's threads to those who answer people.
    /// </summary>
    /// <param name="names">
    /// The pieces, each after those that it needs. Of those that can begin, the one with the longest chain of others behind it does, so that
    /// no long chain is left for the end, when nothing else is there to do; of equals the one in front.
    /// </param>
    /// <param name="threads">How many are done at the same time, 1 or more.</param>
    /// <param name="needs">The pieces that a piece needs; names that are not among the pieces count as done.</param>
    /// <param name="work">Does a piece; its token is cancelled when another fails as well.</param>
    /// <param name="ct">No piece begins any more, and those at work are told.</param>
    /// <param name="begin">Told of a piece before it begins, on the caller's thread.</param>
    /// <param name="ended">Told of a piece that is done, on the caller's thread.</param>
    public static void DoInOrder(
        IReadOnlyList<string> names, int threads, Func<string, IEnumerable<string>> needs, Action<string, CancellationToken> work, CancellationToken ct,
        Action<string>? begin = null, Action<string>? ended = null)
    {
        var pieces = names.ToHashSet(StringComparer.Ordinal);
        var needed = names.ToDictionary(n => n, n => needs(n).Where(pieces.Contains).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        var waiting = LongestChainFirst(names, needed);
        var running = new Dictionary<Task, string>();
        ExceptionDispatchInfo? failure = null;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        do
        {
            Try(BeginThoseThatCan);
            if (running.Count > 0)
            {
                var task = Task.WhenAny(running.Keys).GetAwaiter().GetResult();
                running.Remove(task, out var name);
                Try(() => End(task, name!)); // was added with its task
            }
        }
        while (running.Count > 0 || (waiting.Count > 0 && !stop.IsCancellationRequested));

        failure?.Throw();
        if (waiting.Count > 0)
        {
            ct.ThrowIfCancellationRequested();
        }

        void BeginThoseThatCan()
        {
            while (!stop.IsCancellationRequested && running.Count < threads && waiting.Find(n => needed[n].Count == 0) is { } next)
            {
                waiting.Remove(next);
                begin?.Invoke(next);
                running.Add(
                    Task.Factory.StartNew(() => work(next, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default), next);
            }

            if (running.Count == 0 && waiting.Count > 0 && !stop.IsCancellationRequested)
            {
                throw new InvalidOperationException($"These need each other: {string.Join(", ", waiting)}.");
            }
        }

        void End(Task task, string name)
        {
            task.GetAwaiter().GetResult();
            foreach (var others in needed.Values)
            {
                others.Remove(name);
            }

            ended?.Invoke(name);
        }

        // Whatever goes wrong, nobody is left at work.
        void Try(Action action)
        {
            try
            {
                action();
            }
            catch (Exception e)
            {
                failure ??= ExceptionDispatchInfo.Capture(e);
                stop.Cancel();
            }
        }
    }

    private static List<string> LongestChainFirst(IReadOnlyList<string> names, Dictionary<string, HashSet<string>> needed)
    {
        var behind = names.ToDictionary(n => n, _ => 0, StringComparer.Ordinal);
        foreach (var name in names.Reverse())
        {
            foreach (var need in needed[name])
            {
                behind[need] = Math.Max(behind[need], behind[name] + 1);
            }
        }

        return [.. names.OrderByDescending(n => behind[n])];
    }
}
