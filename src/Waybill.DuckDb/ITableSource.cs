namespace Waybill.DuckDb;

/// <summary>
/// Rows that managed code supplies to a query, chunk by chunk; one instance serves one scan on one thread at a time.
/// </summary>
public interface ITableSource : IDisposable
{
    /// <summary>
    /// Writes rows 0 … n-1 and returns n, at most <see cref="ChunkWriter.Capacity"/>; 0 ends the scan. An exception
    /// ends the query as a <see cref="DuckDbException"/> of kind Source with the original inside.
    /// </summary>
    int Fill(ChunkWriter chunk);
}
