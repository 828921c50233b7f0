using System.Runtime.InteropServices;
using Waybill.DuckDb.Handles;

namespace Waybill.DuckDb.Native;

/// <summary>Chapters "Extract Statements", "Prepared Statements" and "Pending Result" of duckdb.h.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library, EntryPoint = "duckdb_extract_statements", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial ulong ExtractStatements(
        ConnectionHandle connection, string query, out ExtractedStatementsHandle statements);

    [LibraryImport(Library, EntryPoint = "duckdb_extract_statements_error")]
    internal static partial nint ExtractStatementsError(ExtractedStatementsHandle statements);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_extracted")]
    internal static partial void DestroyExtracted(ref nint statements);

    [LibraryImport(Library, EntryPoint = "duckdb_prepare_extracted_statement")]
    internal static partial NativeState PrepareExtractedStatement(
        ConnectionHandle connection, ExtractedStatementsHandle statements, ulong index, out StatementHandle statement);

    [LibraryImport(Library, EntryPoint = "duckdb_prepare_error")]
    internal static partial nint PrepareError(StatementHandle statement);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_prepare")]
    internal static partial void DestroyPrepare(ref nint statement);

    [LibraryImport(Library, EntryPoint = "duckdb_prepared_statement_type")]
    internal static partial NativeStatementType PreparedStatementType(StatementHandle statement);

    [LibraryImport(Library, EntryPoint = "duckdb_prepared_statement_column_count")]
    internal static partial ulong PreparedColumnCount(StatementHandle statement);

    [LibraryImport(Library, EntryPoint = "duckdb_prepared_statement_column_name")]
    internal static partial nint PreparedColumnName(StatementHandle statement, ulong column);

    [LibraryImport(Library, EntryPoint = "duckdb_prepared_statement_column_logical_type")]
    internal static partial LogicalTypeHandle PreparedColumnType(StatementHandle statement, ulong column);

    [LibraryImport(Library, EntryPoint = "duckdb_nparams")]
    internal static partial ulong ParameterCount(StatementHandle statement);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_parameter_index", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial NativeState BindParameterIndex(StatementHandle statement, out ulong index, string name);

    [LibraryImport(Library, EntryPoint = "duckdb_clear_bindings")]
    internal static partial NativeState ClearBindings(StatementHandle statement);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_boolean")]
    internal static partial NativeState BindBoolean(
        StatementHandle statement, ulong index, [MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_int64")]
    internal static partial NativeState BindInt64(StatementHandle statement, ulong index, long value);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_double")]
    internal static partial NativeState BindDouble(StatementHandle statement, ulong index, double value);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_timestamp_tz")]
    internal static partial NativeState BindTimestampTz(StatementHandle statement, ulong index, long microseconds);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_varchar_length")]
    internal static partial NativeState BindVarchar(StatementHandle statement, ulong index, byte* value, ulong length);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_blob")]
    internal static partial NativeState BindBlob(StatementHandle statement, ulong index, byte* value, ulong length);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_null")]
    internal static partial NativeState BindNull(StatementHandle statement, ulong index);

    [LibraryImport(Library, EntryPoint = "duckdb_pending_prepared")]
    internal static partial NativeState PendingPrepared(StatementHandle statement, out PendingHandle pending);

    [LibraryImport(Library, EntryPoint = "duckdb_pending_prepared_streaming")]
    internal static partial NativeState PendingPreparedStreaming(StatementHandle statement, out PendingHandle pending);

    [LibraryImport(Library, EntryPoint = "duckdb_pending_error")]
    internal static partial nint PendingError(PendingHandle pending);

    [LibraryImport(Library, EntryPoint = "duckdb_pending_execute_task")]
    internal static partial NativePendingState ExecuteTask(PendingHandle pending);

    [LibraryImport(Library, EntryPoint = "duckdb_execute_pending")]
    internal static partial NativeState ExecutePending(PendingHandle pending, NativeResult* result);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_pending")]
    internal static partial void DestroyPending(ref nint pending);
}
