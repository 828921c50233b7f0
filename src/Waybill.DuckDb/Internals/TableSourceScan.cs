using Waybill.DuckDb.Native;

namespace Waybill.DuckDb.Internals;

/// <summary>One running scan: the opened source and the writer that it fills.</summary>
internal sealed class TableSourceScan(TableSourceDefinition definition) : IDisposable
{
    private readonly ITableSource _source = definition.Open();
    private readonly ChunkWriter _writer = new(definition.Columns);

    internal string Name => definition.Name;

    internal void Fill(nint chunk)
    {
        _writer.Attach(chunk);
        var rows = _source.Fill(_writer);
        if (rows < 0 || rows > ChunkWriter.VectorSize)
        {
            throw new InvalidOperationException($"Fill returned {rows} rows; a chunk takes 0 to {ChunkWriter.VectorSize}");
        }

        NativeMethods.DataChunkSetSize(chunk, (ulong)rows);
    }

    public void Dispose() => _source.Dispose();
}
