using System.Diagnostics;
using System.Globalization;
using Waybill.DuckDb;
using Waybill.Lake.Catalog;
using Waybill.Pipeline.Engine;
using Waybill.Pipeline.Landing;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Runs;

/// <summary>Brings the models of a lake up to date: takes in what has landed, then runs models in the order of their inputs.</summary>
public sealed class PipelineRunner
{
    private readonly ITableCatalog _catalog;
    private readonly ModelLibrary _library;
    private readonly DuckDbDatabase _database;
    private readonly ILandingDoor _door;
    private readonly int _threads;

    /// <param name="catalog">The lake.</param>
    /// <param name="library">The models.</param>
    /// <param name="database">Runs the queries; its layers, macros and seeds are made here.</param>
    /// <param name="door">What has landed.</param>
    /// <param name="threads">How many parts of an arrival are read at the same time, 1 or more; changes no byte.</param>
    /// <exception cref="PipelineException">A model cannot be understood.</exception>
    public PipelineRunner(ITableCatalog catalog, ModelLibrary library, DuckDbDatabase database, ILandingDoor door, int threads)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(library);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _catalog = catalog;
        _library = library;
        _database = database;
        _door = door;
        _threads = threads;
        ModelSession.Prepare(database, library);
        using var connection = database.Connect();
        Graph = new ModelGraph(library, connection);
    }

    public ModelGraph Graph { get; }

    /// <summary>Runs the selected models.</summary>
    /// <param name="request">What to run, and on which clock.</param>
    /// <param name="stepped">Told of every finished step.</param>
    /// <param name="starting">Told of every step before it starts.</param>
    /// <param name="ct">Stops between and inside queries; what was published stays.</param>
    /// <returns>One result a model, in the order of running; models that the workspace has no use for are left out.</returns>
    public IReadOnlyList<StepResult> Run(
        RunRequest request, Action<StepResult>? stepped = null, Action<Model>? starting = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var context = new RunContext(_catalog, _library, Graph, _database, _door, request, _threads);
        var results = new List<StepResult>();
        var selected = ModelSelection.Select(Graph, request.Select).Where(m => m.Materialization != Materialization.View).ToList();
        var feeds = selected.Where(m => Graph.Feed(m.Name) is not null).ToList();
        var idle = feeds.Where(m => !Step(m, () => new IngestStep(context, m, Graph.Feed(m.Name)!).Run(ct))).ToList(); // filtered on the line above
        var needed = new NeededModels(Graph, _catalog);
        foreach (var model in idle.Where(needed.Contains))
        {
            Step(model, () => new IngestStep(context, model, Graph.Feed(model.Name)!).Create(ct));
        }

        var building = context with { Graph = needed.Graph };
        var rest = selected.Except(feeds).Where(needed.Contains).Select(m => m.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var model in building.Graph.Ordered.Where(m => rest.Contains(m.Name)))
        {
            Step(model, () => ReadsFailed(building.Graph, model, results)
                ? new StepResult { Model = model.Name, Action = StepAction.Skipped }
                : Transform(building, model, ct));
        }

        return results;

        bool Step(Model model, Func<StepResult?> run)
        {
            ct.ThrowIfCancellationRequested();
            starting?.Invoke(model);
            var watch = Stopwatch.StartNew();
            if (run() is not { } result)
            {
                return false;
            }

            result = result with { Seconds = Math.Round(watch.Elapsed.TotalSeconds, 3) };
            results.Add(result);
            stepped?.Invoke(result);
            return true;
        }
    }

    /// <summary>The id of a run that starts at this time: sortable, and readable in a list.</summary>
    public static string RunId(DateTime startedUtc) => startedUtc.ToString("yyyyMMdd'T'HHmmss'.'fff'Z'", CultureInfo.InvariantCulture);

    private static StepResult Transform(RunContext context, Model model, CancellationToken ct) =>
        model.Materialization == Materialization.Scd2 ? new VersionStep(context, model).Run(ct) : new TransformStep(context, model).Run(ct);

    private bool ReadsFailed(ModelGraph graph, Model model, List<StepResult> results) => graph.TableInputs(model.Name).Any(input =>
        results.Any(r => r.Action is StepAction.Failed or StepAction.Skipped
            && (r.Model == input || _library.Find(r.Model)?.QuarantineName == input)));
}
