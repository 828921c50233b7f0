using System.Collections.Concurrent;
using Waybill.Pipeline.Engine;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Runs;

/// <summary>Runs the steps of models, several at the same time: each begins when those that it waits for have ended.</summary>
/// <param name="threads">How many run at the same time, 1 or more; changes no result.</param>
/// <param name="starting">Told of every step before it starts, on the caller's thread.</param>
/// <param name="stepped">Told of every finished step, on the caller's thread.</param>
internal sealed class StepQueue(int threads, Action<Model>? starting, Action<StepResult>? stepped)
{
    private readonly StepClock _clock = new();
    private readonly ConcurrentQueue<StepResult> _results = [];

    /// <summary>What ended so far, for steps that run as well.</summary>
    public IEnumerable<StepResult> Results => _results;

    /// <summary>Runs the steps of some models.</summary>
    /// <param name="models">In an order in which each comes after those that it waits for.</param>
    /// <param name="sources">The models that a model waits for, if they are among these.</param>
    /// <param name="run">Does a step; null when there is nothing to say of it.</param>
    /// <param name="ct">Ends the steps.</param>
    /// <returns>The models of which there was nothing to say.</returns>
    /// <exception cref="Exception">What the first step that failed threw; the others were ended.</exception>
    public IReadOnlySet<string> Run(
        IEnumerable<Model> models, Func<Model, IEnumerable<Model>> sources, Func<Model, CancellationToken, StepResult?> run, CancellationToken ct)
    {
        var named = models.ToDictionary(m => m.Name, StringComparer.Ordinal);
        var silent = new HashSet<string>(StringComparer.Ordinal);
        Concurrently.DoInOrder(
            [.. named.Keys], threads, name => sources(named[name]).Select(s => s.Name), Begin, (name, stop) => run(named[name], stop), End, ct);
        return silent;

        void Begin(string name)
        {
            starting?.Invoke(named[name]);
            _clock.Start(name);
        }

        void End(string name, StepResult? result)
        {
            var seconds = Math.Round(_clock.Stop(name), 3);
            if (result is null)
            {
                silent.Add(name);
                return;
            }

            result = result with { Seconds = seconds };
            _results.Enqueue(result);
            stepped?.Invoke(result);
        }
    }
}
