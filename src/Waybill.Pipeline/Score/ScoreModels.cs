using Waybill.DuckDb;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Score;

/// <summary>The queries of <c>models/score/</c> in an order in which each comes after those that it reads.</summary>
internal sealed class ScoreModels
{
    private readonly Dictionary<string, IReadOnlyList<string>> _inputs;

    /// <summary>Keeps the queries whose truth is there; what reads a query without truth has none either.</summary>
    /// <param name="scores">All score queries.</param>
    /// <param name="truth">The tables of the truth that are there, as in <c>truth.orders</c>.</param>
    /// <param name="connection">Parses the queries.</param>
    /// <exception cref="PipelineException">Queries read each other in a circle, or one that does not exist.</exception>
    public ScoreModels(IReadOnlyList<Model> scores, IReadOnlySet<string> truth, DuckDbConnection connection)
    {
        SqlTables.Learn(connection, scores.Select(s => s.Sql));
        _inputs = scores.ToDictionary(s => s.Name, s => SqlTables.Read(connection, s.Sql, s.File), StringComparer.Ordinal);
        var ordered = Order(scores);
        Scored = [];
        foreach (var model in ordered)
        {
            var inputs = _inputs[model.Name];
            if (inputs.All(i => !Is(i, "truth.") || truth.Contains(i))
                && inputs.All(i => !Is(i, "score.") || i == ComparisonSql.Differences || Scored.Any(s => s.Name == i)))
            {
                Scored.Add(model);
            }
        }

        Judging = Scored.Where(s => Reaches(s.Name, ComparisonSql.Differences)).Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Queries whose truth is there, in order.</summary>
    public List<Model> Scored { get; }

    /// <summary>Queries that read the differences, so that they come after all comparisons.</summary>
    public IReadOnlySet<string> Judging { get; }

    /// <summary>Everything that a query reads, by name.</summary>
    public IReadOnlyList<string> Inputs(string name) => _inputs[name];

    /// <summary>Tables of the lake that the scored queries read.</summary>
    public IReadOnlyList<string> LakeInputs =>
    [
        .. Scored.SelectMany(s => _inputs[s.Name]).Where(i => !Is(i, "truth.") && !Is(i, "score.") && !Is(i, "seed."))
            .Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>The queries that one query needs, itself the last, in order.</summary>
    public IReadOnlyList<Model> NeededFor(IEnumerable<string> names)
    {
        var wanted = names.ToList();
        return [.. Scored.Where(s => wanted.Any(w => w == s.Name || Reaches(w, s.Name)))];
    }

    private bool Reaches(string from, string to) =>
        _inputs.TryGetValue(from, out var inputs) && inputs.Any(i => i == to || Reaches(i, to));

    private List<Model> Order(IReadOnlyList<Model> scores)
    {
        var ordered = new List<Model>();
        while (ordered.Count < scores.Count)
        {
            var next = scores.FirstOrDefault(s => !ordered.Contains(s) && _inputs[s.Name].All(i =>
                !Is(i, "score.") || i == ComparisonSql.Differences || ordered.Any(o => o.Name == i)));
            ordered.Add(next ?? throw new PipelineException(PipelineErrorKind.BadModel,
                "Score queries read each other in a circle, or one that does not exist.", "Look at the names behind 'score.' in models/score/."));
        }

        return ordered;
    }

    private static bool Is(string name, string schema) => name.StartsWith(schema, StringComparison.Ordinal);
}
