namespace Waybill.DuckDb.Native;

/// <summary>duckdb_statement_type; only what decides between a streamed and a materialised result is named.</summary>
internal enum NativeStatementType
{
    Invalid = 0,
    Select = 1,
}
