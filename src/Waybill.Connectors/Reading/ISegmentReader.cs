using Waybill.DuckDb;

namespace Waybill.Connectors.Reading;

/// <summary>Fills chunks with the rows of one segment.</summary>
internal interface ISegmentReader : IDisposable
{
    /// <summary>Writes rows 0 … n-1 and returns n; 0 at the end of the segment.</summary>
    int Fill(ChunkWriter chunk);
}
