using System.Collections.Concurrent;
using System.Diagnostics;
using Waybill.Pipeline.Engine;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Runs;

/// <summary>Runs the steps of models, several at the same time: each begins when those that it waits for have ended.</summary>
/// <param name="threads">How many run at the same time, 1 or more; changes no result.</param>
/// <param name="starting">Told of every step before it starts, on the caller's thread.</param>
/// <param name="stepped">Told of every finished step, on the caller's thread.</param>
internal sealed class StepQueue(int threads, Action<Model>? starting, Action<StepResult>? stepped)
{
    private readonly StepClock _clock = OnAWatch();
    private readonly ConcurrentDictionary<string, StepResult> _results = new(StringComparer.Ordinal);

    /// <summary>What the steps that ended gave, by model; for steps that run as well.</summary>
    public IReadOnlyDictionary<string, StepResult> Results => _results;

    /// <summary>Runs the steps of some models.</summary>
    /// <param name="models">In an order in which each comes after those that it waits for.</param>
    /// <param name="sources">The models that a model waits for, if they are among these.</param>
    /// <param name="run">Does a step; null when there is nothing to say of it.</param>
    /// <param name="ct">Ends the steps.</param>
    /// <exception cref="Exception">What the first step that failed threw; the others were ended.</exception>
    public void Run(
        IReadOnlyList<Model> models, Func<Model, IEnumerable<Model>> sources, Func<Model, CancellationToken, StepResult?> run, CancellationToken ct)
    {
        var named = models.ToDictionary(m => m.Name, StringComparer.Ordinal);
        Concurrently.DoInOrder([.. models.Select(m => m.Name)], threads, name => sources(named[name]).Select(s => s.Name), Work, ct, Begin, End);

        void Begin(string name)
        {
            starting?.Invoke(named[name]);
            _clock.Start(name);
        }

        void Work(string name, CancellationToken stop)
        {
            if (run(named[name], stop) is { } result)
            {
                _results[name] = result;
            }
        }

        void End(string name)
        {
            var seconds = Math.Round(_clock.Stop(name), 3);
            if (_results.TryGetValue(name, out var result))
            {
                _results[name] = result with { Seconds = seconds };
                stepped?.Invoke(_results[name]);
            }
        }
    }

    private static StepClock OnAWatch()
    {
        var watch = Stopwatch.StartNew();
        return new StepClock(() => watch.Elapsed);
    }
}
