using Waybill.Events.Text;

namespace Waybill.Sim;

/// <summary>The rows of one cell in one drop of one feed, as bytes.</summary>
public sealed class FeedSegment
{
    public ByteBuffer Bytes { get; } = new();

    /// <summary>Lines in <see cref="Bytes"/>.</summary>
    public int Rows { get; set; }

    public void Clear()
    {
        Bytes.Clear();
        Rows = 0;
    }
}
