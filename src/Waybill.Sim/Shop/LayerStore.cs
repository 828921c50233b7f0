namespace Waybill.Sim.Shop;

/// <summary>The layers of all stocks of a cell, as linked lists in one array; places that become free are used again.</summary>
internal sealed class LayerStore
{
    public const int None = -1;
    private StockLayer[] _layers = new StockLayer[1024];
    private int _count;
    private int _free = None;

    public ref StockLayer this[int index] => ref _layers[index];

    public void Clear()
    {
        _count = 0;
        _free = None;
    }

    /// <summary>Puts a layer into a stock's list at its place by age and gives its index.</summary>
    public int Insert(ref int first, StockLayer layer)
    {
        int index = Take();
        int before = None;
        int after = first;
        while (after != None && _layers[after].IsBefore(layer.ReceivedAt, layer.Number))
        {
            before = after;
            after = _layers[after].Next;
        }

        layer.Next = after;
        _layers[index] = layer;
        if (before == None)
        {
            first = index;
        }
        else
        {
            _layers[before].Next = index;
        }

        return index;
    }

    /// <summary>Index of a layer of a stock; <see cref="None"/> when nothing is left of it.</summary>
    public int Find(int first, long number)
    {
        while (first != None && _layers[first].Number != number)
        {
            first = _layers[first].Next;
        }

        return first;
    }

    /// <summary>Takes layers of which nothing is left out of a stock's list.</summary>
    public void DropEmpty(ref int first)
    {
        int before = None;
        for (int at = first; at != None;)
        {
            int next = _layers[at].Next;
            if (_layers[at].Left > 0)
            {
                before = at;
            }
            else
            {
                if (before == None)
                {
                    first = next;
                }
                else
                {
                    _layers[before].Next = next;
                }

                _layers[at].Next = _free;
                _free = at;
            }

            at = next;
        }
    }

    private int Take()
    {
        if (_free != None)
        {
            int taken = _free;
            _free = _layers[taken].Next;
            return taken;
        }

        if (_count == _layers.Length)
        {
            Array.Resize(ref _layers, _layers.Length * 2);
        }

        return _count++;
    }
}
