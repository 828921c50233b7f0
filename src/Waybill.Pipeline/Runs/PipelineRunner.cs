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
    /// <param name="threads">How many models run and how many parts of an arrival are read at the same time, 1 or more; changes no byte.</param>
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
    /// <param name="stepped">Told of every finished step, on the caller's thread.</param>
    /// <param name="starting">Told of every step before it starts, on the caller's thread.</param>
    /// <param name="ct">Stops between and inside queries; what was published stays.</param>
    /// <returns>One result a model, in the order of the graph; models that the workspace has no use for are left out.</returns>
    public IReadOnlyList<StepResult> Run(
        RunRequest request, Action<StepResult>? stepped = null, Action<Model>? starting = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var context = new RunContext(_catalog, _library, Graph, _database, _door, request, _threads);
        var queue = new StepQueue(_threads, starting, stepped);
        var selected = ModelSelection.Select(Graph, request.Select).Where(m => m.Materialization != Materialization.View).ToList();
        var feeds = selected.Where(m => Graph.Feed(m.Name) is not null).ToList();
        queue.Run(feeds, OfTheSameFeed, (m, stop) => new IngestStep(context, m, Graph.Feed(m.Name)!).Run(stop), ct); // filtered on the line above
        var needed = new NeededModels(Graph, _catalog);
        var idle = feeds.Where(m => !queue.Results.ContainsKey(m.Name) && needed.Contains(m)).ToList();
        queue.Run(idle, OfTheSameFeed, (m, stop) => new IngestStep(context, m, Graph.Feed(m.Name)!).Create(stop), ct);

        var building = context with { Graph = needed.Graph };
        var rest = selected.Except(feeds).Where(needed.Contains).Select(m => m.Name).ToHashSet(StringComparer.Ordinal);
        queue.Run([.. needed.Graph.Ordered.Where(m => rest.Contains(m.Name))], SourcesOf, Transform, ct);
        return InOrder(queue.Results.Values);

        // What has landed of a feed is open to one reader at a time.
        IEnumerable<Model> OfTheSameFeed(Model model) => feeds.TakeWhile(f => f != model).Where(f => Graph.Feed(f.Name) == Graph.Feed(model.Name));

        // Through views as well: these have no step of their own.
        IEnumerable<Model> SourcesOf(Model model) => needed.Graph.Sources(model)
            .SelectMany(s => s.Materialization == Materialization.View ? SourcesOf(s) : [s]);

        StepResult Transform(Model model, CancellationToken stop) =>
            ReadsFailed(needed.Graph, model, queue.Results) ? new StepResult { Model = model.Name, Action = StepAction.Skipped }
            : model.Materialization == Materialization.Scd2 ? new VersionStep(building, model).Run(stop)
            : new TransformStep(building, model).Run(stop);
    }

    /// <summary>The results of steps, feeds first, then in the order of the graph; they end in no certain order.</summary>
    public IReadOnlyList<StepResult> InOrder(IEnumerable<StepResult> results)
    {
        var place = Graph.Ordered.Select((model, index) => (model.Name, index)).ToDictionary(p => p.Name, p => p.index, StringComparer.Ordinal);
        return [.. results.OrderBy(r => Graph.Feed(r.Model) is null).ThenBy(r => place[r.Model])];
    }

    /// <summary>The id of a run that starts at this time: sortable, and readable in a list.</summary>
    public static string RunId(DateTime startedUtc) => startedUtc.ToString("yyyyMMdd'T'HHmmss'.'fff'Z'", CultureInfo.InvariantCulture);

    private static bool ReadsFailed(ModelGraph graph, Model model, IReadOnlyDictionary<string, StepResult> results) => graph.TableInputs(model.Name)
        .Any(input => graph.Maker(input) is { } maker && results.GetValueOrDefault(maker.Name)?.Action is StepAction.Failed or StepAction.Skipped);
}
