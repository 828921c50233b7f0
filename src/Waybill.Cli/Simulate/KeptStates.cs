using Waybill.Events.Text;
using Waybill.Sim;

namespace Waybill.Cli.Simulate;

/// <summary>
/// The cells' states after the day that was played last, while they fit into memory: the next day goes on with them instead of reading
/// them back. A larger world reads its file of states every day.
/// </summary>
/// <param name="cells">How many cells the world has.</param>
/// <param name="mostBytes">What they may take; once they need more, nothing is kept any more.</param>
internal sealed class KeptStates(int cells, long mostBytes = 256 << 20)
{
    private readonly ByteBuffer?[] _states = new ByteBuffer?[cells];
    private long _bytes;
    private bool _isTooLarge;

    /// <summary>Whether the state of every cell is here: a whole day was played, and none was too large.</summary>
    public bool AreThere { get; private set; }

    /// <summary>The state of the cell at a place; any thread may ask.</summary>
    public ReadOnlySpan<byte> At(int place) => _states[place]!.Written; // they are there

    /// <summary>Takes a cell's state after the day, when nobody needs that before it any more; the day gets other memory for the next one.</summary>
    public void Take(int place, CellDay result)
    {
        if (_isTooLarge)
        {
            return;
        }

        var former = _states[place];
        _bytes += result.State.Capacity - (former?.Capacity ?? 0);
        _isTooLarge = _bytes > mostBytes;
        _states[place] = result.ExchangeState(former ?? new ByteBuffer());
    }

    /// <summary>After the last cell of a day.</summary>
    public void Complete()
    {
        AreThere = !_isTooLarge;
        if (_isTooLarge)
        {
            Array.Clear(_states);
        }
    }
}
