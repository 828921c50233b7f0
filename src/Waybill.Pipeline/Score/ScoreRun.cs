using System.Globalization;
using Waybill.DuckDb;
using Waybill.Pipeline.Engine;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Score;

/// <summary>One verification at work: computes queries, compares tables, and reads what they say.</summary>
internal sealed class ScoreRun
{
    private readonly ModelSession _session;
    private readonly Func<DuckDbConnection>? _connect;
    private readonly bool _isBrief;
    private readonly int _threads;
    private readonly CancellationToken _ct;
    private readonly Differences _differences;

    /// <param name="session">Has truth and tables defined.</param>
    /// <param name="connect">Connects to the same database, for queries at the same time; null: all run on the session's own connection.</param>
    /// <param name="isBrief">Whether tables are so small that planning matters.</param>
    /// <param name="ct">Interrupts the queries.</param>
    public ScoreRun(ModelSession session, Func<DuckDbConnection>? connect, bool isBrief, CancellationToken ct)
    {
        _session = session;
        _connect = connect;
        _isBrief = isBrief;
        _threads = connect is null ? 1 : (int)session.Connection.Scalar<long>("select current_setting('threads')", ct);
        _ct = ct;
        _differences = new Differences(session.Connection);
        _differences.Create();
    }

    private DuckDbConnection Connection => _session.Connection;

    /// <summary>Makes queries readable under their names; those that several others read are stored.</summary>
    /// <param name="models">The queries, each after those that it reads.</param>
    /// <param name="inputs">The names that a query reads.</param>
    public void Prepare(IReadOnlyList<Model> models, Func<string, IEnumerable<string>> inputs)
    {
        var named = models.ToDictionary(m => m.Name, StringComparer.Ordinal);
        Concurrently.DoInOrder([.. models.Select(m => m.Name)], _threads, inputs, (name, stop) => On(named[name].File, connection => connection.Execute(
            named[name].Materialization == Materialization.View
                ? ModelSession.View(name, $"({named[name].Sql})")
                : $"create or replace table {ModelSession.Quote(name)} as {named[name].Sql}", stop)), _ct);
    }

    /// <summary>Compares tables with what they must hold.</summary>
    /// <param name="expectations">What the tables must hold.</param>
    /// <param name="tolerancePct">How far numbers may be from it; null: not at all.</param>
    /// <param name="found">The relation of a table that is scored.</param>
    /// <param name="requireAllColumns">Whether a column that is expected must be there.</param>
    public IReadOnlyList<TableScore> Compare(
        IReadOnlyList<Expectation> expectations, double? tolerancePct, Func<string, string> found, bool requireAllColumns)
    {
        var scores = new TableScore[expectations.Count];
        Concurrently.Do(scores.Length, _threads, (i, stop) => scores[i] = On(
            expectations[i].Table,
            connection => new TableComparison(connection, tolerancePct, requireAllColumns).Run(expectations[i], found(expectations[i].Table), stop)), _ct);
        return
        [
            .. scores.GroupBy(s => s.Table, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(Merge),
        ];
    }

    /// <summary>Reads figures, faults and what cannot be known, and judges.</summary>
    public Verification Judge(IReadOnlyList<Model> scored, IReadOnlyList<TableScore> tables, ScoreOptions options)
    {
        var faults = new FaultBalances(Connection).Read(Named(scored, "outcomes_"), Named(scored, "alarms_"));
        var unknowable = new Unknowables(Connection, Named(scored, "unknowable_")).Prepare();
        var counted = tables.Select(t => _differences.Count(t, new Dictionary<string, long>())).ToList();
        var checks = counted.SelectMany(t => ScoreCheck.OfTable(t, options.TolerancePct))
            .Concat(ReadChecks(Named(scored, "check_"), options.TolerancePct))
            .OrderBy(c => c.Layer, StringComparer.Ordinal)
            .ToList();
        if (faults.Count > 0)
        {
            checks.Add(ScoreCheck.Judge("faults missed", "ledger", 0, 0, faults.Sum(f => f.Missed), null));
            checks.Add(ScoreCheck.Judge("false alarms", "ledger", 0, 0, faults.Sum(f => f.FalseAlarms), null));
        }

        if (options.UnknowableFile is { } file)
        {
            unknowable.WriteTo(file);
        }

        return new Verification(checks.All(c => c.Pass), checks, faults)
        {
            Tables = counted,
            Differences = _differences.Examples(options.Examples),
            Unknowable = unknowable.Count(),
        };
    }

    /// <summary>Judges a table that another system built: what nobody can know is counted apart.</summary>
    public Verification JudgeCandidate(
        string table, IReadOnlyList<Model> unknowable, IReadOnlyList<TableScore> tables, ScoreOptions options)
    {
        var unknowables = new Unknowables(Connection, [.. unknowable.Select(u => u.Name)]).Prepare();
        var excused = unknowables.Excuse(table);
        var counted = tables.Select(t => _differences.Count(t, excused)).ToList();
        var checks = counted.SelectMany(t => ScoreCheck.OfCandidate(t, options.TolerancePct)).ToList();
        return new Verification(checks.All(c => c.Pass), checks, [])
        {
            Tables = counted,
            Differences = _differences.Examples(options.Examples),
            Unknowable = [.. unknowables.Count().Where(u => u.Table == table)],
            Notes = Notes(excused),
        };
    }

    private static List<string> Notes(IReadOnlyDictionary<string, long> excused) =>
        excused.Values.Sum() is > 0 and var cells
            ? [string.Create(CultureInfo.InvariantCulture, $"{cells} rows or cells differ where nobody can know the truth; they are not counted as wrong.")]
            : [];

    /// <summary>Runs queries; one that fails says which file or table it was about.</summary>
    private T On<T>(string what, Func<DuckDbConnection, T> step)
    {
        try
        {
            if (_connect is null)
            {
                return step(Connection);
            }

            using var connection = _connect();
            connection.IsBrief = _isBrief;
            return step(connection);
        }
        catch (DuckDbException e) when (!_ct.IsCancellationRequested)
        {
            throw new PipelineException(PipelineErrorKind.QueryFailed, $"{what}: {e.Message}",
                "The truth or a table has not the columns that the score expects; if the lake was built with other models, build it again: waybill run", e);
        }
    }

    private static TableScore Merge(IGrouping<string, TableScore> parts)
    {
        var first = parts.First();
        return first with
        {
            Columns = [.. parts.SelectMany(p => p.Columns)],
            NotCompared = [.. first.NotCompared.Where(c => parts.All(p => p.NotCompared.Contains(c)))],
        };
    }

    private static List<string> Named(IEnumerable<Model> scored, string prefix) =>
        [.. scored.Where(s => s.Table.StartsWith(prefix, StringComparison.Ordinal)).Select(s => s.Name)];

    private IEnumerable<ScoreCheck> ReadChecks(List<string> names, double? tolerancePct)
    {
        var checks = new List<ScoreCheck>[names.Count];
        Concurrently.Do(names.Count, _threads, (i, stop) => checks[i] = ReadChecks(names[i], tolerancePct, stop), _ct);
        return checks.SelectMany(c => c);
    }

    private List<ScoreCheck> ReadChecks(string name, double? tolerancePct, CancellationToken ct) => On(name, connection =>
    {
        var checks = new List<ScoreCheck>();
        var allowed = HasColumn(connection, name, "allowed_pct") ? "allowed_pct" : "cast(null as double)";
        using var result = connection.Query($"""
            select name, layer, coalesce(cast(truth as double), 0), coalesce(cast(knowable as double), 0), coalesce(cast(found as double), 0), {allowed}
            from {name} order by layer, name
            """, ct);
        while (result.NextChunk(out var chunk))
        {
            for (var row = 0; row < chunk.Rows; row++)
            {
                checks.Add(ScoreCheck.Judge(chunk.Text(0, row), chunk.Text(1, row), chunk.Double(2, row), chunk.Double(3, row),
                    chunk.Double(4, row), chunk.IsNull(5, row) ? tolerancePct : Math.Max(chunk.Double(5, row), tolerancePct ?? 0)));
            }
        }

        return checks;
    });

    private static bool HasColumn(DuckDbConnection connection, string name, string column) =>
        connection.Columns($"from {name}").Any(c => c.Name == column);
}
