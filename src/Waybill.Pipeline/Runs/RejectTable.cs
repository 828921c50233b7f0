using Waybill.DuckDb;
using Waybill.Pipeline.Engine;
using Waybill.Pipeline.Landing;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Runs;

/// <summary>The quarantine of a bronze model: lines of landed files that are no rows.</summary>
internal sealed class RejectTable(RunContext context, Model model)
{
    /// <summary>A relation without rows that has the columns of such a table.</summary>
    public const string Empty = """
        (select cast(null as varchar) as _rule, cast(null as varchar) as _detail, cast(null as varchar) as _file, cast(null as bigint) as _line,
            cast(null as timestamp) as _landed_at, cast(null as date) as landed_date, cast(null as blob) as _raw where false)
        """;

    private const string Staged = "rejected_lines";

    private readonly Model _layout = model with { Key = [], By = ["_file"], Order = ["_file", "_line", "_rule"], Partition = [] };

    public void Create()
    {
        if (context.Find(model.QuarantineName) is null)
        {
            using var session = ModelSession.Open(context.Database);
            Stage(session.Connection);
            new Publication(context, session.Connection).Whole(model.QuarantineName, _layout, Staged, null, CancellationToken.None);
        }
    }

    /// <summary>Keeps what could not be read of the arrived files, replacing what was kept of them before.</summary>
    /// <returns>How many pieces of files are quarantined more than before.</returns>
    public long Keep(IArrival arrival)
    {
        using var session = ModelSession.Open(context.Database);
        Stage(session.Connection);
        foreach (var reject in arrival.Rejects)
        {
            using var insert = session.Connection.Prepare(
                $"insert into {Staged} select ?, ?, ?, ?, make_timestamp(?), cast(make_timestamp(?) as date), ?");
            insert.Bind(1, reject.Rule).Bind(2, reject.Detail).Bind(3, reject.File).Bind(4, reject.Line)
                .Bind(5, reject.LandedAtMicros).Bind(6, reject.LandedAtMicros).Bind(7, reject.Raw);
            insert.Execute();
        }

        var names = string.Join(", ", arrival.Files.Select(f => $"({Sql.Literal(f.Name)})"));
        var kept = new Publication(context, session.Connection)
            .ByKey(model.QuarantineName, _layout, Staged, $"(select * from (values {names}) as files(_file))", null);
        return kept.RowsAdded - kept.RowsRemoved;
    }

    private static void Stage(DuckDbConnection connection) => connection.Execute($"create or replace temp table {Staged} as from {Empty}");
}
