using System.Diagnostics;
using System.Globalization;
using Npgsql.Replication;
using Npgsql.Replication.PgOutput;
using Waybill.Events;

namespace Waybill.Connectors.Capture;

/// <summary>
/// Makes publication and slot, and finds them again. The state says that a slot is about to be made before it is, so one that is found
/// without having been noted is our own of a program that ended in between.
/// </summary>
internal sealed class SlotMaker(CaptureServer server, CaptureFolder folder, CaptureOptions options, ICaptureWatch watch)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Makes the publication, or adds what it lacks.</summary>
    /// <returns>Its tables that must be copied.</returns>
    public async Task<IReadOnlyList<FollowedTable>> PublishAsync(CancellationToken ct)
    {
        var publication = await server.PublicationAsync(options.Publication, ct).ConfigureAwait(false);
        var tables = Followable(await server.TablesAsync(options.Publication, ct).ConfigureAwait(false));
        if (folder.State.SlotFrom != Lsn.None)
        {
            CaptureGuards.RequirePublication(folder.State, publication, tables, server.Name);
        }

        if (publication is { IsForAll: true })
        {
            throw new WaybillException(WaybillErrorKind.BadInput,
                $"Publication {options.Publication} of {server.Name} is one for all tables; only tables of schema {ShopTables.Schema} are followed.",
                "Name another one with --publication: Waybill makes it, for these tables alone.");
        }

        if (publication is { IsWhole: false })
        {
            throw new WaybillException(WaybillErrorKind.BadInput, $"Publication {options.Publication} of {server.Name} leaves out some kinds of changes.",
                $"Let it publish insert, update and delete, or name another one with --publication.");
        }

        var missing = tables.Where(t => !t.IsPublished).Select(t => ShopTables.Qualified(t.Name)).ToList();
        if (publication is null)
        {
            await server.ExecuteAsync($"create publication {ShopTables.Quoted(options.Publication)} for table {string.Join(", ", missing)}", ct).ConfigureAwait(false);
        }
        else if (missing.Count > 0)
        {
            await server.ExecuteAsync($"alter publication {ShopTables.Quoted(options.Publication)} add table {string.Join(", ", missing)}", ct).ConfigureAwait(false);
        }

        if (missing.Count > 0)
        {
            publication = await server.PublicationAsync(options.Publication, ct).ConfigureAwait(false);
            tables = Followable(await server.TablesAsync(options.Publication, ct).ConfigureAwait(false), isQuiet: true);
        }

        var id = publication!.Value.Id; // it was there, or has been made
        folder.Update(s => s with { PublicationId = id });
        return [.. tables.Where(t => !folder.State.Tables.ContainsKey(t.Name))];
    }

    /// <summary>Makes the slot, or finds it.</summary>
    /// <param name="connection">Where it is made.</param>
    /// <param name="ct">Stops the wait.</param>
    /// <returns>Place and snapshot when it was made now; null when it was there.</returns>
    public async Task<PgOutputReplicationSlot?> MakeAsync(LogicalReplicationConnection connection, CancellationToken ct)
    {
        var slot = await IdleAsync(ct).ConfigureAwait(false);
        if (folder.State.SlotFrom != Lsn.None)
        {
            CaptureGuards.RequireSlot(slot, folder.State, server.Name);
            return null;
        }

        if (slot is not null)
        {
            Note(slot.Confirmed);
            return null;
        }

        var made = await connection.CreatePgOutputReplicationSlot(options.Slot, slotSnapshotInitMode: LogicalSlotSnapshotInitMode.Export, cancellationToken: ct)
            .ConfigureAwait(false);
        folder.Reached?.Invoke("slot is made");
        Note(new Lsn((ulong)made.ConsistentPoint));
        return made;
    }

    /// <summary>A snapshot of now, for tables that are copied later; its slot ends with the connection.</summary>
    public Task<PgOutputReplicationSlot> MakeTemporaryAsync(LogicalReplicationConnection connection, CancellationToken ct)
    {
        const int LongestStart = 50;
        var start = options.Slot.Length > LongestStart ? options.Slot[..LongestStart] : options.Slot;
        return connection.CreatePgOutputReplicationSlot(string.Create(CultureInfo.InvariantCulture, $"{start}_{Environment.ProcessId}"),
            temporarySlot: true, slotSnapshotInitMode: LogicalSlotSnapshotInitMode.Export, cancellationToken: ct);
    }

    // The server notices the end of a killed program only when it next writes to it.
    private async Task<SlotFacts?> IdleAsync(CancellationToken ct)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var slot = await server.SlotAsync(options.Slot, ct).ConfigureAwait(false);
            if (slot?.ActiveProcess is not { } process)
            {
                return slot;
            }

            if (waited.Elapsed > options.Patience)
            {
                throw new WaybillException(WaybillErrorKind.Busy, $"Slot {options.Slot} of {server.Name} is read by somebody else (the server's process {process}).",
                    "End the other capture, or use another --slot and another workspace.");
            }

            await Task.Delay(Pause, ct).ConfigureAwait(false);
        }
    }

    private void Note(Lsn place) => folder.Update(s => s with
    {
        SlotFrom = place,
        Landed = place,
        Confirmed = place,
        LastNumber = Math.Max(s.LastNumber, (long)place.Value),
    });

    private List<FollowedTable> Followable(List<FollowedTable> tables, bool isQuiet = false)
    {
        if (tables.Count == 0)
        {
            throw new WaybillException(WaybillErrorKind.Usage, $"{server.Name} has no tables in a schema {ShopTables.Schema} (or this user may not see them).",
                "Check the name of the database, or make the shop: waybill simulate --to postgres.");
        }

        // Publishing such a table would make the server refuse every update and delete in it.
        foreach (var table in tables.Where(t => !t.HasKey && !t.IsPublished && !isQuiet))
        {
            watch.Note($"shop.{table.Name} has no primary key and is left out");
        }

        return [.. tables.Where(t => t.HasKey || t.IsPublished)];
    }
}
