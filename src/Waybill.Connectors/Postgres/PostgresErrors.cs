using System.Net.Sockets;
using Npgsql;
using Waybill.Events;

namespace Waybill.Connectors.Postgres;

/// <summary>
/// What PostgreSQL and the way to it report, as the error that users see. SQLSTATEs: PostgreSQL's appendix A; class WB is the shop's own
/// (<c>db/01_schema.sql</c>), whose messages and hints are passed on.
/// </summary>
internal static class PostgresErrors
{
    private const string RuleClass = "WB";
    private const string NewerSchema = "WB002";

    /// <summary>Whether an exception comes from the server or the way to it.</summary>
    public static bool Covers(Exception error) => error is NpgsqlException or SocketException or TimeoutException;

    /// <param name="error">One that <see cref="Covers"/>.</param>
    /// <param name="server">Host, port and database.</param>
    public static WaybillException Explain(Exception error, string server)
    {
        if (error is PostgresException answer)
        {
            var (kind, advice) = Judge(answer);
            return new WaybillException(kind, $"PostgreSQL at {server}: {answer.MessageText}", answer.Hint ?? advice, error);
        }

        // Npgsql says so itself, before the server can.
        if (error.InnerException is null && error.Message.Contains("password", StringComparison.OrdinalIgnoreCase))
        {
            return new WaybillException(WaybillErrorKind.Usage, $"PostgreSQL at {server} asks for a password.",
                "Set PGPASSWORD, or write it into a password file (PGPASSFILE).", error);
        }

        return new WaybillException(WaybillErrorKind.ServiceUnreachable, $"PostgreSQL at {server} does not answer: {error.Message}",
            "Start the server, or check host and port.", error);
    }

    private static (WaybillErrorKind Kind, string Advice) Judge(PostgresException answer) => answer.SqlState switch
    {
        NewerSchema => (WaybillErrorKind.NewerVersion, "Use the newer program, or another database."),
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => (WaybillErrorKind.Usage,
            "Check user and password; the password comes from PGPASSWORD or a password file (PGPASSFILE)."),
        PostgresErrorCodes.InvalidCatalogName => (WaybillErrorKind.Usage, "Check the name of the database, or create it: createdb NAME."),
        PostgresErrorCodes.InsufficientPrivilege => (WaybillErrorKind.Usage,
            "Use the user that owns it, or have the right granted: grant create on database NAME to USER."),
        PostgresErrorCodes.ReadOnlySqlTransaction => (WaybillErrorKind.Usage, "This server only reads (a standby?); name the one that writes."),
        PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.OutOfMemory => (WaybillErrorKind.ServiceUnreachable,
            "Wait until the server takes connections again, then run the same command."),
        PostgresErrorCodes.DiskFull => (WaybillErrorKind.Storage, "Make room on the server's disk, then run the same command."),
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.QueryCanceled => (WaybillErrorKind.Busy, "Somebody else works on the same rows; run the same command again."),
        ['0', '8', ..] => (WaybillErrorKind.ServiceUnreachable, "Start the server, or check host and port."),
        ['2', '2' or '3', ..] => (WaybillErrorKind.BadInput, "The row breaks a rule of the table; correct it."),
        _ when answer.SqlState.StartsWith(RuleClass, StringComparison.Ordinal) => (WaybillErrorKind.BadInput, "See the rules in db/."),
        _ => (WaybillErrorKind.Usage, "Check user, database and rights; the password comes from PGPASSWORD or a password file."),
    };
}
