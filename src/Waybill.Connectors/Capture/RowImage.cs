namespace Waybill.Connectors.Capture;

/// <summary>The values of a row, as places in the message that carries them.</summary>
internal sealed class RowImage
{
    private const int Null = -1;
    private const int Unchanged = -2;

    private int[] _starts = [];
    private int[] _lengths = [];

    public int Count { get; private set; }

    public void Clear() => Count = 0;

    public void Reserve(int count)
    {
        if (_starts.Length < count)
        {
            _starts = new int[count];
            _lengths = new int[count];
        }

        Count = 0;
    }

    public void AddNull() => Add(0, Null);

    /// <summary>A long value that the server did not send, because the change left it as it was.</summary>
    public void AddUnchanged() => Add(0, Unchanged);

    public void AddValue(int start, int length) => Add(start, length);

    public bool IsNull(int column) => _lengths[column] == Null;

    public bool IsUnchanged(int column) => _lengths[column] == Unchanged;

    public ReadOnlySpan<byte> Value(int column, ReadOnlySpan<byte> message) => message.Slice(_starts[column], _lengths[column]);

    /// <summary>Takes a value from another image of the same row.</summary>
    public void Take(int column, RowImage other) => (_starts[column], _lengths[column]) = (other._starts[column], other._lengths[column]);

    public void SetNull(int column) => _lengths[column] = Null;

    public void SetValue(int column, int start, int length) => (_starts[column], _lengths[column]) = (start, length);

    /// <summary>Whether a value of one image differs from that of another.</summary>
    public bool Differs(int column, RowImage other, ReadOnlySpan<byte> message) =>
        _lengths[column] != other._lengths[column]
        || (_lengths[column] > 0 && !Value(column, message).SequenceEqual(other.Value(column, message)));

    private void Add(int start, int length)
    {
        _starts[Count] = start;
        _lengths[Count++] = length;
    }
}
