using System.Collections.Concurrent;
using Waybill.Lake;
using Waybill.Lake.Spec;
using Waybill.Pipeline.Engine;
using Waybill.Pipeline.Landing;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Runs;

/// <summary>Takes the new files of a feed into its bronze table, with one commit for all of them.</summary>
internal sealed class IngestStep(RunContext context, Model model, string feed)
{
    /// <summary>Takes in what is new; null when nothing ever landed, and then there is no table.</summary>
    public StepResult? Run(CancellationToken ct) => Run(isNeeded: false, ct);

    /// <summary>The same, with an empty table for a feed that brought nothing: others read it.</summary>
    public StepResult Create(CancellationToken ct) => Run(isNeeded: true, ct)!; // never null for a table that is needed

    private StepResult? Run(bool isNeeded, CancellationToken ct)
    {
        var table = context.Find(model.Name);
        var held = HeldContents.Of(table);
        using var arrival = context.Door.Look(feed, held.Contents, context.Request.ClockMicros);
        if (table is null && arrival.Files.Count == 0 && arrival.Notes.Count == 0 && !isNeeded)
        {
            return null;
        }

        table = FollowColumns(table, arrival);
        var quarantine = new RejectTable(context, model);
        quarantine.Create();
        if (arrival.Files.Count == 0)
        {
            return new StepResult { Model = model.Name, Action = StepAction.UpToDate, SnapshotId = table.CurrentSnapshotId, Notes = arrival.Notes };
        }

        var files = ReadParts(table, arrival, ct);
        // Before the bronze commit: after a crash between the two the files are still new and are read again, with the same rejects.
        var rejected = quarantine.Keep(arrival);
        var committed = table.Begin(context.Stamp(model.Name, table))
            .Append(files)
            .Set(held.With(arrival.Files))
            .Commit();
        return new StepResult
        {
            Model = model.Name,
            Action = StepAction.Ingested,
            Changed = arrival.Files.Count,
            RowsAdded = files.Sum(f => f.RecordCount),
            Quarantined = rejected,
            Notes = arrival.Notes,
            Bytes = arrival.Files.Sum(f => f.Bytes),
            SnapshotId = committed.Table.CurrentSnapshotId,
        };
    }

    // One Parquet file a part: the parts follow from the files alone, so neither their number nor their bytes depend on threads.
    private List<DataFile> ReadParts(LakeTable table, IArrival arrival, CancellationToken ct)
    {
        var written = new ConcurrentDictionary<int, IReadOnlyList<DataFile>>();
        Concurrently.Do(arrival.Parts, context.Threads, (part, stop) =>
        {
            context.PartsAtATime.Wait(stop);
            try
            {
                using var session = ModelSession.Open(context.Database);
                var relation = arrival.Open(part, session.Connection);
                var writer = table.NewWriter(context.Stamp(model.Name, table), part.ToString("D6", System.Globalization.CultureInfo.InvariantCulture));
                written[part] = writer.Write(session.Connection, TableLayout.Fit(table, $"({Query(relation)}\n)"), ct: stop);
            }
            finally
            {
                context.PartsAtATime.Release();
            }
        }, ct);
        return [.. written.OrderBy(w => w.Key).SelectMany(w => w.Value)];
    }

    // Views are shared by all connections of a database, so each part gets its relation in place of the feed's name.
    private string Query(string relation) => model.Sql.Replace($"landing.{feed}", $"{relation} as {feed}", StringComparison.Ordinal);

    private LakeTable FollowColumns(LakeTable? table, IArrival arrival)
    {
        using var session = ModelSession.Open(context.Database);
        var columns = session.Connection.Columns(Query(LandingColumns.Empty(arrival)));
        return table is null
            ? context.Catalog.Create(TableId.Parse(model.Name), TableLayout.Of(columns, model), context.Stamp(model.Name, null))
            : TableLayout.Evolve(table, columns, context.Stamp(model.Name, table));
    }
}
