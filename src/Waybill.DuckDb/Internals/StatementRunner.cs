using Waybill.DuckDb.Handles;
using Waybill.DuckDb.Native;

namespace Waybill.DuckDb.Internals;

/// <summary>
/// Takes statements from text to result: extract, prepare, execute; turns native errors into exceptions.
/// </summary>
internal static unsafe class StatementRunner
{
    /// <summary>
    /// Runs every statement of the text and hands back the result of the last, or null when there is none. Only a
    /// last SELECT is streamed; everything else has run when this returns. A single brief statement is planned only once.
    /// </summary>
    internal static DuckDbResult? Run(ConnectionHandle connection, string sql, bool stream, bool isBrief, CancellationToken ct)
    {
        if (isBrief && StatementSplitter.Split(sql).Count == 1)
        {
            return RunBrief(connection, sql, ct);
        }

        using var statements = Extract(connection, sql, out var count);
        var places = count > 1 ? StatementSplitter.Split(sql) : [];
        for (var i = 0; i < count; i++)
        {
            using var statement = i > 0 && places.Count == count
                ? PrepareAlone(connection, sql, places[i])
                : Prepare(connection, statements, i, sql);
            var last = i == count - 1;
            var result = Execute(connection, statement, sql, stream && last, ct);
            if (last)
            {
                return result;
            }

            result.Dispose();
        }

        return null;
    }

    private static DuckDbResult RunBrief(ConnectionHandle connection, string sql, CancellationToken ct)
    {
        NativeText.RefuseNul(sql);
        return Interruptible(connection, (result, interrupt) =>
            NativeMethods.Query(connection, sql, result.Pointer) == NativeState.Success
                ? new DuckDbResult(result, sql, interrupt, ct)
                : throw Failure(NativeText.Borrowed(NativeMethods.ResultError(result.Pointer)), sql, ct), ct);
    }

    /// <summary>Prepares the only statement of the text; null when there are several.</summary>
    internal static StatementHandle? TryPrepareSingle(ConnectionHandle connection, string sql)
    {
        using var statements = Extract(connection, sql, out var count);
        return count == 1 ? Prepare(connection, statements, 0, sql) : null;
    }

    internal static StatementHandle PrepareSingle(ConnectionHandle connection, string sql)
    {
        using var statements = Extract(connection, sql, out var count);
        return count == 1
            ? Prepare(connection, statements, 0, sql)
            : throw new DuckDbException(
                DuckDbErrorKind.InvalidInput, $"A prepared statement takes exactly one statement, not {count}")
            {
                Sql = sql,
            };
    }

    internal static DuckDbResult Execute(
        ConnectionHandle connection, StatementHandle statement, string sql, bool stream, CancellationToken ct) =>
        Interruptible(connection, (result, interrupt) =>
        {
            using var pending = Start(statement, stream && IsSelect(statement), sql, ct);

            // Starting a query clears the interrupt flag, so that a cancellation during planning must be repeated.
            if (ct.IsCancellationRequested)
            {
                Interrupt(connection);
            }

            Complete(pending, sql, ct);
            return NativeMethods.ExecutePending(pending, result.Pointer) == NativeState.Success
                ? new DuckDbResult(result, sql, interrupt, ct)
                : throw Failure(NativeText.Borrowed(NativeMethods.ResultError(result.Pointer)), sql, ct);
        }, ct);

    private static DuckDbResult Interruptible(
        ConnectionHandle connection, Func<ResultHandle, CancellationTokenRegistration, DuckDbResult> run, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var interrupt = ct.UnsafeRegister(static c => Interrupt((ConnectionHandle)c!), connection); // the state beside it
        var result = new ResultHandle();
        try
        {
            return run(result, interrupt);
        }
        catch
        {
            interrupt.Dispose();
            result.Dispose();
            throw;
        }
    }

    /// <summary>An interrupt that the caller's token asked for is a cancellation, not an error.</summary>
    internal static Exception Failure(string message, string? sql, CancellationToken ct)
    {
        var error = ErrorParser.Parse(message, sql);
        return error.Kind == DuckDbErrorKind.Interrupted && ct.IsCancellationRequested
            ? new OperationCanceledException("The query was cancelled", error, ct)
            : error;
    }

    /// <summary>A token may be cancelled after the connection is gone; then there is nothing to stop.</summary>
    private static void Interrupt(ConnectionHandle connection)
    {
        if (!connection.IsClosed)
        {
            NativeMethods.Interrupt(connection);
        }
    }

    private static bool IsSelect(StatementHandle statement) =>
        NativeMethods.PreparedStatementType(statement) == NativeStatementType.Select;

    private static PendingHandle Start(StatementHandle statement, bool stream, string sql, CancellationToken ct)
    {
        var state = stream
            ? NativeMethods.PendingPreparedStreaming(statement, out var pending)
            : NativeMethods.PendingPrepared(statement, out pending);
        if (state == NativeState.Success)
        {
            return pending;
        }

        using (pending)
        {
            throw Failure(NativeText.Borrowed(NativeMethods.PendingError(pending)), sql, ct);
        }
    }

    /// <summary>
    /// Takes part in the work until the result is ready. duckdb_execute_pending would do the same, but while other threads hold all tasks
    /// it asks for another without a pause (duckdb issue 22178), at the expense of those threads where processors are few.
    /// </summary>
    private static void Complete(PendingHandle pending, string sql, CancellationToken ct)
    {
        var pause = new SpinWait();
        while (true)
        {
            switch (NativeMethods.ExecuteTask(pending))
            {
                case NativePendingState.Ready:
                    return;
                case NativePendingState.NotReady:
                    pause.Reset();
                    break;
                case NativePendingState.NoTasks:
                    pause.SpinOnce(sleep1Threshold: 20);
                    break;
                default:
                    throw Failure(NativeText.Borrowed(NativeMethods.PendingError(pending)), sql, ct);
            }
        }
    }

    private static ExtractedStatementsHandle Extract(ConnectionHandle connection, string sql, out int count)
    {
        NativeText.RefuseNul(sql);
        count = (int)NativeMethods.ExtractStatements(connection, sql, out var statements);
        var error = count == 0 ? NativeMethods.ExtractStatementsError(statements) : 0;
        if (error == 0)
        {
            return statements;
        }

        using (statements)
        {
            throw ErrorParser.Parse(NativeText.Borrowed(error), sql);
        }
    }

    private static StatementHandle PrepareAlone(ConnectionHandle connection, string sql, Range place)
    {
        using var statements = Extract(connection, StatementSplitter.Alone(sql, place), out _);
        return Prepare(connection, statements, 0, sql);
    }

    private static StatementHandle Prepare(
        ConnectionHandle connection, ExtractedStatementsHandle statements, int index, string sql)
    {
        var state = NativeMethods.PrepareExtractedStatement(connection, statements, (ulong)index, out var statement);
        if (state == NativeState.Success)
        {
            return statement;
        }

        using (statement)
        {
            throw ErrorParser.Parse(NativeText.Borrowed(NativeMethods.PrepareError(statement)), sql);
        }
    }
}
