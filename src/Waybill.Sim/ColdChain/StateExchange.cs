using Waybill.Events.Text;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.ColdChain;

/// <summary>
/// Fields on their way into a snapshot or out of it: the same calls in the same order do both, so that the two cannot differ.
/// </summary>
internal ref struct StateExchange
{
    private readonly SnapshotWriter? _writer;
    private SnapshotReader _reader;

    public StateExchange(SnapshotWriter writer) => _writer = writer;

    public StateExchange(SnapshotReader reader) => _reader = reader;

    /// <summary>Where a reader stands.</summary>
    public readonly SnapshotReader Reader => _reader;

    public void Field(ref long value)
    {
        if (_writer is not null)
        {
            _writer.WriteNumber((value << 1) ^ (value >> 63));
            return;
        }

        long zigzag = _reader.ReadNumber();
        value = (zigzag >> 1) ^ -(zigzag & 1);
    }

    public void Field(ref int value)
    {
        long wide = value;
        Field(ref wide);
        value = (int)wide;
    }

    public void Field(ref bool value)
    {
        long wide = value ? 1 : 0;
        Field(ref wide);
        value = wide != 0;
    }

    public void Field<T>(ref T value)
        where T : struct, Enum
    {
        long wide = Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture);
        Field(ref wide);
        value = (T)Enum.ToObject(typeof(T), wide);
    }

    public void Bytes(ByteBuffer buffer)
    {
        if (_writer is not null)
        {
            _writer.WriteBytes(buffer.Written);
            return;
        }

        buffer.Clear();
        buffer.Append(_reader.ReadBytes());
    }
}
