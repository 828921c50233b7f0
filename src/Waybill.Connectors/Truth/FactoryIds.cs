using Waybill.DuckDb;
using Waybill.Events.Rows;
using Waybill.Events.Text;

namespace Waybill.Connectors.Truth;

/// <summary>Hands ids that are made of several parts to DuckDB, as a codec writes them.</summary>
internal sealed class FactoryIds<TRow>(RowCodec<TRow> codec)
    where TRow : struct
{
    private readonly ByteBuffer _text = new(128);

    /// <summary>Sets a text column from the feed's column of this number.</summary>
    public void Set(ChunkWriter chunk, int column, int row, int feedColumn, in TRow from)
    {
        _text.Clear();
        codec.WriteField(_text, feedColumn, in from);
        chunk.SetBlob(column, row, _text.Written.Trim((byte)'"'));
    }
}
