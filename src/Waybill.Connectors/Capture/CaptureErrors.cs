using Npgsql;
using Waybill.Connectors.Postgres;
using Waybill.Events;

namespace Waybill.Connectors.Capture;

/// <summary>What PostgreSQL says to somebody who follows it, as the error that users see.</summary>
internal static class CaptureErrors
{
    public static WaybillException Explain(Exception error, string server) => error is PostgresException answer
        ? Judge(answer, server) ?? PostgresErrors.Explain(error, server)
        : PostgresErrors.Explain(error, server);

    private static WaybillException? Judge(PostgresException answer, string server) => answer.SqlState switch
    {
        PostgresErrorCodes.InsufficientPrivilege => new WaybillException(WaybillErrorKind.Usage, $"PostgreSQL at {server}: {answer.MessageText}",
            answer.Hint ?? "Following needs a user with the attribute replication that owns the tables of schema shop: "
            + "alter role NAME replication. Or let the owner make the publication, and grant this user select on the tables.", answer),
        PostgresErrorCodes.ConfigurationLimitExceeded => new WaybillException(WaybillErrorKind.Busy, $"PostgreSQL at {server}: {answer.MessageText}",
            "Drop a slot that nobody reads (select pg_drop_replication_slot('NAME')), or raise max_replication_slots and start the server again.", answer),
        PostgresErrorCodes.TooManyConnections => new WaybillException(WaybillErrorKind.ServiceUnreachable, $"PostgreSQL at {server}: {answer.MessageText}",
            "Wait until another replication ends, or raise max_wal_senders (and max_connections) and start the server again.", answer),
        PostgresErrorCodes.ObjectInUse => new WaybillException(WaybillErrorKind.Busy, $"PostgreSQL at {server}: {answer.MessageText}",
            "Another capture reads this slot: end it, or use another slot and another workspace.", answer),
        _ => null,
    };
}
