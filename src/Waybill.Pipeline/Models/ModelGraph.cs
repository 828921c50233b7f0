using Waybill.DuckDb;

namespace Waybill.Pipeline.Models;

/// <summary>Who reads whom, taken from the SQL itself, and the order in which models run.</summary>
public sealed class ModelGraph
{
    private readonly Dictionary<string, IReadOnlyList<string>> _inputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _checkInputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Model> _makers = new(StringComparer.Ordinal);
    private readonly Dictionary<ModelPart, IReadOnlyList<string>> _partInputs = new(ReferenceEqualityComparer.Instance);

    /// <summary>Parses every model's query.</summary>
    /// <exception cref="PipelineException">A query cannot be parsed, reads a table that nobody makes, reads the truth, or models form a circle.</exception>
    public ModelGraph(ModelLibrary library, DuckDbConnection connection)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(connection);
        SqlTables.Learn(connection, library.Models.SelectMany(m => m.Parts.Select(p => p.Sql).Concat(m.Checks.Select(c => c.Sql)).Prepend(m.Sql)));
        foreach (var model in library.Models)
        {
            _makers.Add(model.Name, model);
            _makers.Add(model.QuarantineName, model);
            var inputs = SqlTables.Read(connection, model.Sql, model.File);
            foreach (var input in inputs)
            {
                RefuseUnknown(library, model, input);
            }

            foreach (var part in model.Parts)
            {
                _partInputs.Add(part, SqlTables.Read(connection, part.Sql, part.File));
            }

            _inputs.Add(model.Name, inputs);
            _checkInputs.Add(model.Name, [.. model.Checks.SelectMany(c => SqlTables.Read(connection, c.Sql, c.File)).Distinct()]);
        }

        Ordered = CheckReferences(library, Sort(library), connection);
    }

    private ModelGraph(ModelGraph whole, Func<string, bool> isThere)
    {
        (_checkInputs, _makers, _partInputs) = (whole._checkInputs, whole._makers, whole._partInputs);
        Ordered = [.. whole.Ordered.Select(m => m.Of(p => _partInputs[p].All(isThere)))];
        _inputs = Ordered.ToDictionary(m => m.Name, m => m.Parts.Count == 0 ? whole._inputs[m.Name] : InputsOf(m.Parts), StringComparer.Ordinal);
    }

    /// <summary>
    /// The graph for a lake in which some tables are not there: models of parts are without the parts that read one of these. A model that
    /// would have no part left keeps all of them.
    /// </summary>
    public ModelGraph Within(Func<string, bool> isThere) => new(this, isThere);

    /// <summary>Models in an order in which each comes after everything that it reads.</summary>
    public IReadOnlyList<Model> Ordered { get; }

    /// <summary>Everything that a model reads: models, <c>landing.*</c>, <c>seed.*</c> and <c>quarantine.*</c>, by name.</summary>
    public IReadOnlyList<string> Inputs(string model) => _inputs[model];

    /// <summary>The stored tables and seeds that a model reads, directly or through views.</summary>
    public IReadOnlySet<string> TableInputs(string model)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var input in _inputs[model])
        {
            if (Ordered.FirstOrDefault(m => m.Name == input) is { Materialization: Materialization.View })
            {
                found.UnionWith(TableInputs(input));
            }
            else
            {
                found.Add(input);
            }
        }

        return found;
    }

    /// <summary>The views that a model reads, each after those that it is made of.</summary>
    public IReadOnlyList<Model> Views(string model) =>
        [.. Ordered.Where(m => m.Materialization == Materialization.View && IsReadThroughViews(model, m.Name))];

    /// <summary>The views that can be read when only these tables were built, each after those that it is made of.</summary>
    public IEnumerable<Model> ReadableViews(IReadOnlySet<string> tables) => Ordered.Where(m => m.Materialization == Materialization.View
        && TableInputs(m.Name).All(i => tables.Contains(i) || i.StartsWith("seed.", StringComparison.Ordinal)));

    /// <summary>The models whose table or quarantine a model or its checks read.</summary>
    public IReadOnlyList<Model> Sources(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return [.. Inputs(model.Name).Concat(_checkInputs[model.Name]).Where(i => i != model.Name).Select(_makers.GetValueOrDefault).OfType<Model>().Distinct()];
    }

    /// <summary>
    /// The same, without those of parts that read no living model: these can be left out, unless all of a model's parts are such.
    /// </summary>
    public IReadOnlyList<Model> Sources(Model model, Func<Model, bool> lives)
    {
        ArgumentNullException.ThrowIfNull(model);
        var reduced = model.Of(p => _partInputs[p].Select(_makers.GetValueOrDefault).OfType<Model>().Any(lives));
        return reduced.Parts.Count == model.Parts.Count
            ? Sources(model)
            : [.. InputsOf(reduced.Parts).Concat(_checkInputs[model.Name]).Where(i => i != model.Name).Select(_makers.GetValueOrDefault).OfType<Model>().Distinct()];
    }

    /// <summary>The tables that the checks of a model read.</summary>
    public IReadOnlyList<string> CheckInputs(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return _checkInputs[model.Name];
    }

    /// <summary>The model whose table or quarantine this is; null for landing feeds and seeds.</summary>
    public Model? Maker(string table) => _makers.GetValueOrDefault(table);

    /// <summary>The models that read a table directly.</summary>
    public IEnumerable<Model> Readers(string table) => Ordered.Where(m => _inputs[m.Name].Contains(table));

    /// <summary>The landing feed that a model takes in, or null for a model over tables.</summary>
    public string? Feed(string model) =>
        _inputs[model].FirstOrDefault(i => i.StartsWith("landing.", StringComparison.Ordinal))?["landing.".Length..];

    private IReadOnlyList<string> InputsOf(IEnumerable<ModelPart> parts) =>
        [.. parts.SelectMany(p => _partInputs[p]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private bool IsReadThroughViews(string model, string view) => _inputs[model].Any(i =>
        i == view || (Ordered.FirstOrDefault(m => m.Name == i) is { Materialization: Materialization.View } and var v
            && IsReadThroughViews(v.Name, view)));

    private static void RefuseUnknown(ModelLibrary library, Model model, string input)
    {
        var known = input.Split('.')[0] switch
        {
            "landing" => true,
            "seed" => library.Seeds.Any(s => s.Name == input),
            "quarantine" => library.Models.Any(m => m.QuarantineName == input),
            _ => library.Find(input) is not null,
        };
        if (!known)
        {
            throw new PipelineException(PipelineErrorKind.BadModel, $"{model.File} reads {input}, which no model makes.",
                input.StartsWith("truth.", StringComparison.Ordinal)
                    ? "The truth is sealed: only models/score/ may read it."
                    : $"Known models: {string.Join(", ", library.Models.Select(m => m.Name))}.");
        }
    }

    // Only the finished order tells which end of a reference is built later.
    private List<Model> CheckReferences(ModelLibrary library, List<Model> sorted, DuckDbConnection connection)
    {
        var place = sorted.Select((model, index) => (model.Name, index)).ToDictionary(p => p.Name, p => p.index);
        foreach (var (from, reference) in library.Models.SelectMany(m => m.References.Select(r => (m, r))))
        {
            var to = library.Find(reference.Table) ?? throw new PipelineException(PipelineErrorKind.BadModel,
                $"{from.File} references {reference.Table}, which no model makes.", "Correct the name, or take the line out.");
            var (later, earlier) = place[to.Name] > place[from.Name] ? (to, from) : (from, to);
            if (ReferenceCheck.Of(from, reference, to, later, Reads(later.Name, earlier.Name)) is { } check)
            {
                var guarded = sorted[place[later.Name]];
                sorted[place[later.Name]] = guarded with { Checks = [.. guarded.Checks, check] };
                _checkInputs[later.Name] = [.. _checkInputs[later.Name].Union(SqlTables.Read(connection, check.Sql, check.File))];
            }
        }

        return sorted;
    }

    private bool Reads(string model, string input) => _inputs[model].Contains(input) || _checkInputs[model].Contains(input);

    private List<Model> Sort(ModelLibrary library)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        var ordered = new List<Model>();
        foreach (var model in library.Models)
        {
            Visit(model, done, [], ordered);
        }

        return ordered;
    }

    private void Visit(Model model, HashSet<string> done, List<string> path, List<Model> ordered)
    {
        if (path.Contains(model.Name))
        {
            throw new PipelineException(PipelineErrorKind.BadModel,
                $"Models read each other in a circle: {string.Join(" → ", path.Append(model.Name))}.",
                "Break the circle: a model may only read models that do not need it.");
        }

        if (done.Contains(model.Name))
        {
            return;
        }

        foreach (var source in Sources(model))
        {
            Visit(source, done, [.. path, model.Name], ordered);
        }

        done.Add(model.Name);
        ordered.Add(model);
    }
}
