using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Pipeline.Engine;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Runs;

/// <summary>
/// A model's computed rows before they are published, as the temporary table <c>staged</c>. Rows with a <c>_rule</c> are bound for
/// quarantine, the others for the table.
/// </summary>
internal sealed class StagedResult
{
    private const string Table = "staged";
    private const string Rule = "_rule";
    private const string Raw = "_raw";
    private const string Lacking = $"{Table}.{Rule} is not null and {Table}.{Raw} is null";

    private readonly ModelSession _session;

    private StagedResult(ModelSession session, bool hasRules)
    {
        _session = session;
        HasRules = hasRules;
    }

    /// <summary>The model sends rows to quarantine.</summary>
    public bool HasRules { get; }

    /// <summary>The rows to publish, as a relation.</summary>
    public string Accepted => HasRules ? $"(select * exclude ({Rule}, {Raw}) from {Table} where {Rule} is null)" : $"(select * from {Table})";

    /// <summary>The rows to quarantine, as a relation.</summary>
    public static string Quarantined => $"(select * from {Table} where {Rule} is not null)";

    /// <summary>The rows that a model would publish, straight from its last query, as a relation; see <see cref="KeepInterims"/>.</summary>
    public static string AcceptedOf(Model model) => $"(select * exclude ({Rule}, {Raw}) from ({model.Result}\n) where {Rule} is null)";

    /// <summary>Whether a model sends rows to quarantine, told from the columns of its query.</summary>
    public static bool HasRulesIn(IReadOnlyList<DuckDbColumn> columns) => columns.Any(c => c.Name == Rule);

    /// <summary>The columns that a model publishes, of those of its query.</summary>
    public static IReadOnlyList<DuckDbColumn> PublishedOf(IReadOnlyList<DuckDbColumn> columns) =>
        HasRulesIn(columns) ? [.. columns.Where(c => c.Name is not (Rule or Raw))] : columns;

    /// <summary>Runs the model's query.</summary>
    /// <param name="session">Has the model's inputs defined.</param>
    /// <param name="model">What to run.</param>
    /// <param name="onlyChangedKeys">Drop rows of other keys, which the query made from inputs that reach beyond them.</param>
    /// <param name="ct">Interrupts the query.</param>
    public static StagedResult Compute(ModelSession session, Model model, bool onlyChangedKeys, CancellationToken ct)
    {
        var query = onlyChangedKeys
            ? $"select * from ({model.Sql}\n) semi join {ChangedKeys.Table} using ({string.Join(", ", model.By.Select(Sql.Identifier))})"
            : model.Sql;
        try
        {
            return Compute(session, query, ct);
        }
        catch (DuckDbException e) when (!ct.IsCancellationRequested)
        {
            throw QueryFailed(model, e);
        }
    }

    /// <summary>Computes a model's interims, so that its last query can be run more than once.</summary>
    /// <exception cref="DuckDbException">A query failed.</exception>
    public static void KeepInterims(ModelSession session, Model model, CancellationToken ct)
    {
        foreach (var interim in model.Interims)
        {
            session.Connection.Execute($"create or replace temp table {interim.Name} as {interim.Sql}", ct);
        }
    }

    /// <summary>Frees what the interims take.</summary>
    public static void DropInterims(ModelSession session, Model model)
    {
        foreach (var interim in model.Interims)
        {
            session.Connection.Execute($"drop table {interim.Name}");
        }
    }

    /// <summary>Runs the model's last query for those of its rows that go to quarantine.</summary>
    /// <exception cref="DuckDbException">The query failed.</exception>
    public static StagedResult ComputeRefused(ModelSession session, Model model, CancellationToken ct) =>
        Compute(session, $"select * from ({model.Result}\n) where {Rule} is not null", ct);

    private static StagedResult Compute(ModelSession session, string query, CancellationToken ct)
    {
        session.Connection.Execute($"create or replace temp table {Table} as {query}", ct);
        return new StagedResult(session, HasRulesIn(session.Connection.Columns($"from {Table}", ct)));
    }

    public static PipelineException QueryFailed(Model model, DuckDbException cause) => new(
        PipelineErrorKind.QueryFailed, $"{model.File}: {cause.Message}",
        "Mend the model, or the data that it reads; nothing of it was published.", cause);

    /// <summary>Gives quarantined rows their original bytes: bronze keeps them only where they cannot be rebuilt from the cells.</summary>
    /// <param name="inputs">The tables that the model reads.</param>
    /// <param name="quarantine">Where rows of an earlier run have theirs already; null when there is none.</param>
    public void RestoreOriginalBytes(IReadOnlyDictionary<string, LakeTable> inputs, LakeTable? quarantine)
    {
        if (!HasRules)
        {
            return;
        }

        if (quarantine is not null && LackBytes())
        {
            Restore($"select _file, _line, {Raw} as raw from {quarantine.ToSql()} where {Raw} is not null");
        }

        foreach (var (_, table) in inputs.Where(i => i.Key.StartsWith("bronze.", StringComparison.Ordinal) && LackBytes()))
        {
            var cells = table.Schema.Fields.Select(f => f.Name).TakeWhile(n => n != "_file").Select(Sql.Identifier);
            var rows = table.ScanKeys(_session.Connection, [$"select _landed_at from {Table} where {Lacking}"]).ToSql();
            Restore($"""
                select _file, _line, encode(concat_ws(',', {string.Join(", ", cells)})) as raw
                from {rows}
                semi join (select _landed_at, _file, _line from {Table} where {Lacking}) using (_landed_at, _file, _line)
                """);
        }
    }

    private bool LackBytes() => _session.Connection.Scalar<bool>($"select exists (select 1 from {Table} where {Lacking})");

    private void Restore(string lines) => _session.Connection.Execute($"""
        update {Table} set {Raw} = lines.raw
        from ({lines}) as lines
        where {Table}._file = lines._file and {Table}._line = lines._line and {Lacking}
        """);
}
