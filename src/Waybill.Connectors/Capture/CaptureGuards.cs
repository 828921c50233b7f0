using Npgsql.Replication;
using Waybill.Events;

namespace Waybill.Connectors.Capture;

/// <summary>What must be true before a database is followed; anything else would lose changes without a word.</summary>
internal static class CaptureGuards
{
    private const int OldestMajorVersion = 14;
    private const string Anew = "Capture into a new workspace with another --slot; this one keeps what it has.";

    /// <summary>Refuses a server that cannot send changes.</summary>
    public static void RequireServer(string server, Version version, string walLevel)
    {
        if (version.Major < OldestMajorVersion)
        {
            throw new WaybillException(WaybillErrorKind.BadInput, $"PostgreSQL at {server} has version {version}, too old to be followed.",
                $"Use version {OldestMajorVersion} or newer, or follow it by --watermark.");
        }

        if (walLevel != "logical")
        {
            throw new WaybillException(WaybillErrorKind.Usage, $"PostgreSQL at {server} has wal_level = {walLevel}; its log tells no changes of rows.",
                "Set it (alter system set wal_level = logical) and start the server again, or follow it by --watermark.");
        }
    }

    /// <summary>Refuses another server, database, slot or way than the workspace has followed so far.</summary>
    public static void RequireSame(CaptureState state, CaptureState now)
    {
        if (state.Way != now.Way)
        {
            throw Refuse(WaybillErrorKind.Usage, $"This workspace follows {state.Server} by {state.Way.ToString().ToLowerInvariant()}.",
                state.Way == CaptureWay.Watermark ? "Add --watermark." : "Leave out --watermark.");
        }

        if (state.SystemIdentifier != now.SystemIdentifier || state.DatabaseId != now.DatabaseId)
        {
            throw Refuse(WaybillErrorKind.BadInput,
                $"This workspace follows the database {state.Server} of server {state.SystemIdentifier} (number {state.DatabaseId}), "
                + $"and {now.Server} is another one: server {now.SystemIdentifier}, number {now.DatabaseId}.", $"Check --postgres. {Anew}");
        }

        if (state.Way == CaptureWay.Replication && state.Timeline != now.Timeline)
        {
            throw Refuse(WaybillErrorKind.BadInput,
                $"{now.Server} was restored or taken over by a standby since the last capture (timeline {now.Timeline}, before {state.Timeline}): "
                + "what landed last may never have happened there.", Anew);
        }

        if (state.Slot != now.Slot || state.Publication != now.Publication)
        {
            throw Refuse(WaybillErrorKind.Usage,
                $"This workspace follows slot {state.Slot} and publication {state.Publication}, not {now.Slot} and {now.Publication}.",
                $"Give --slot {state.Slot} --publication {state.Publication}, or another workspace.");
        }
    }

    /// <summary>Refuses a slot that is not the one from which everything so far came.</summary>
    public static void RequireSlot(SlotFacts? slot, CaptureState state, string server)
    {
        if (slot is null)
        {
            throw Lost($"Slot {state.Slot} is gone from {server}: the changes since {state.Landed} cannot be had any more.");
        }

        if (slot.IsLost)
        {
            throw Lost($"{server} has removed log that slot {state.Slot} needs (max_slot_wal_keep_size): the changes since {state.Landed} cannot be had any more.");
        }

        if (slot.Plugin != "pgoutput" || slot.Confirmed == Lsn.None)
        {
            throw Lost($"Slot {state.Slot} of {server} is not the one that this workspace made ({slot.Plugin ?? "physical"}).");
        }

        if (slot.Confirmed > state.Landed)
        {
            throw Lost($"Slot {state.Slot} of {server} stands at {slot.Confirmed}, but only what was committed before {state.Landed} has landed here: "
                + "it was made anew, or somebody else has read from it.");
        }
    }

    /// <summary>Refuses a slot of that name which this workspace did not make. Its database need not be the one that is followed: names are the server's.</summary>
    public static WaybillException ForeignSlot(string slot, string? database, string server) => new(WaybillErrorKind.BadInput,
        $"The server of {server} has a slot {slot} already{(database is null ? "" : $", of its database {database}")}, and this workspace has not made it.",
        $"Use another name (--slot), or drop it when nobody reads it: select pg_drop_replication_slot('{slot}').");

    /// <summary>Refuses a publication from which tables were missing for a while.</summary>
    public static void RequirePublication(CaptureState state, (long Id, bool IsWhole, bool IsForAll)? publication, IReadOnlyList<FollowedTable> tables, string server)
    {
        if (publication is not { } found || found.Id != state.PublicationId)
        {
            throw Lost($"Publication {state.Publication} of {server} was dropped{(publication is null ? "" : " and made anew")}: what was changed meanwhile was not published.");
        }

        foreach (var table in tables)
        {
            if (state.Tables.TryGetValue(table.Name, out var known)
                && (known.Id != table.Id || !table.IsPublished || known.Membership != table.Membership))
            {
                var what = known.Id != table.Id ? "was dropped and made anew"
                    : $"was taken out of publication {state.Publication}{(table.IsPublished ? " and put back" : "")}";
                throw Lost($"shop.{table.Name} {what}: changes of it are missing.");
            }
        }
    }

    /// <summary>The server as a state that nothing has landed of.</summary>
    public static CaptureState StateOf(CaptureOptions options, string server, ReplicationSystemIdentification system, long databaseId) => new()
    {
        Way = CaptureWay.Replication,
        Server = server,
        SystemIdentifier = system.SystemId,
        Timeline = system.Timeline,
        DatabaseId = databaseId,
        Slot = options.Slot,
        Publication = options.Publication,
    };

    private static WaybillException Lost(string message) => Refuse(WaybillErrorKind.BadInput, message, Anew);

    private static WaybillException Refuse(WaybillErrorKind kind, string message, string advice) => new(kind, message, advice);
}
