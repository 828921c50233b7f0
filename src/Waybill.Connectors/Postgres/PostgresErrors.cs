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

    /// <summary>Whether the connection is gone, so that nobody knows what became of the last statement, or cannot be had for now.</summary>
    public static bool IsLost(Exception error) => error is PostgresException answer
        ? answer.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or ['0', '8', ..]
        : Covers(error) && !AsksForPassword(error);

    /// <summary>Whether the server took the transaction back because of another one: the same again can succeed.</summary>
    public static bool IsConflict(Exception error) =>
        error is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    /// <param name="error">One that <see cref="Covers"/>.</param>
    /// <param name="server">Host, port and database.</param>
    public static WaybillException Explain(Exception error, string server)
    {
        if (error is PostgresException answer)
        {
            if (IsFull(answer))
            {
                return new WaybillException(WaybillErrorKind.Storage, $"PostgreSQL at {server} has no room on its disk: {answer.MessageText}.",
                    "Make room on the server's disk, then run the same command.", error);
            }

            var (kind, advice) = Judge(answer);
            return new WaybillException(kind, $"PostgreSQL at {server}: {answer.MessageText}", advice, error);
        }

        if (AsksForPassword(error))
        {
            return new WaybillException(WaybillErrorKind.Usage, $"PostgreSQL at {server} asks for a password.",
                "Set PGPASSWORD, or write it into a password file (PGPASSFILE).", error);
        }

        return new WaybillException(WaybillErrorKind.ServiceUnreachable, $"PostgreSQL at {server} does not answer: {error.Message}",
            "Start the server, or check host and port.", error);
    }

    /// <summary>Npgsql says so itself, before the server can.</summary>
    private static bool AsksForPassword(Exception error) =>
        error.InnerException is null && error.Message.Contains("password", StringComparison.OrdinalIgnoreCase);

    /// <summary>A used-up quota may come under another code.</summary>
    private static bool IsFull(PostgresException answer) => answer.SqlState == PostgresErrorCodes.DiskFull
        || answer.MessageText.Contains("Disk quota exceeded", StringComparison.Ordinal);

    private static (WaybillErrorKind Kind, string Advice) Judge(PostgresException answer) => answer.SqlState switch
    {
        NewerSchema => (WaybillErrorKind.NewerVersion, answer.Hint ?? "Use the newer program, or another database."),
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => (WaybillErrorKind.Usage,
            "Check user and password; the password comes from PGPASSWORD or a password file (PGPASSFILE)."),
        PostgresErrorCodes.InvalidCatalogName => (WaybillErrorKind.Usage, "Check the name of the database, or create it: createdb NAME."),
        PostgresErrorCodes.InsufficientPrivilege => (WaybillErrorKind.Usage,
            "Use the user that owns it, or have the right granted: grant create on database NAME to USER."),
        PostgresErrorCodes.ReadOnlySqlTransaction => (WaybillErrorKind.Usage, "This server only reads (a standby?); name the one that writes."),
        PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.OutOfMemory => (WaybillErrorKind.ServiceUnreachable,
            "Wait until the server takes connections again (or ask for fewer with --connections), then run the same command."),
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.QueryCanceled => (WaybillErrorKind.Busy, "Somebody else works on the same rows; run the same command again."),
        ['0', '8', ..] => (WaybillErrorKind.ServiceUnreachable, "Start the server, or check host and port."),
        ['5', '8', ..] => (WaybillErrorKind.Storage, "The server's disk or system failed it; see the server's log, then run the same command."),
        ['X', 'X', ..] => (WaybillErrorKind.Corrupt, "The server failed inside; see its log."),
        ['2', '2' or '3', ..] => (WaybillErrorKind.BadInput, "The row breaks a rule of the table; correct it."),
        _ when answer.SqlState.StartsWith(RuleClass, StringComparison.Ordinal) => (WaybillErrorKind.BadInput, answer.Hint ?? "See the rules in db/."),
        _ => (WaybillErrorKind.Usage, answer.Hint ?? "Check user, database and rights; the password comes from PGPASSWORD or a password file."),
    };
}
