using System.Text;
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

    private const long MostBytesAtATime = 32 << 20;

    private readonly Model _layout = model with { Key = [], By = ["_file"], Order = Model.QuarantineOrder, Partition = [] };

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
        Append(session.Connection, arrival.Rejects);
        var names = string.Join(", ", arrival.Files.Select(f => $"({Sql.Literal(f.Name)})"));
        var kept = new Publication(context, session.Connection)
            .ByKey(model.QuarantineName, _layout, Staged, $"(select * from (values {names}) as files(_file))", null);
        return kept.RowsAdded - kept.RowsRemoved;
    }

    // Garbage that lands as a file is a reject a line: a statement for each would take minutes.
    private static void Append(DuckDbConnection connection, IReadOnlyList<RejectedLine> rejects)
    {
        using var appender = connection.Appender(null, Staged);
        var rows = 0;
        long bytes = 0;
        foreach (var reject in rejects)
        {
            Set(appender.Chunk, rows++, reject);
            bytes += reject.Raw.Length;
            if (rows == appender.Chunk.Capacity || bytes > MostBytesAtATime)
            {
                appender.Append(rows);
                appender.Flush();
                (rows, bytes) = (0, 0);
            }
        }

        appender.Append(rows);
        appender.Flush();
        connection.Execute($"update {Staged} set landed_date = cast(_landed_at as date)");
    }

    private static void Set(ChunkWriter chunk, int row, RejectedLine reject)
    {
        chunk.SetText(0, row, Encoding.UTF8.GetBytes(reject.Rule));
        chunk.SetText(1, row, Encoding.UTF8.GetBytes(reject.Detail));
        chunk.SetText(2, row, Encoding.UTF8.GetBytes(reject.File));
        chunk.Int64(3)[row] = reject.Line;
        chunk.Int64(4)[row] = reject.LandedAtMicros;
        chunk.SetNull(5, row);
        chunk.SetBlob(6, row, reject.Raw);
    }

    private static void Stage(DuckDbConnection connection) => connection.Execute($"create or replace temp table {Staged} as from {Empty}");
}
