using Waybill.Sim.Kernel;
using Waybill.Sim.Scenarios;

namespace Waybill.Sim.Commerce;

/// <summary>How many items an order has.</summary>
internal sealed class QuantityTable
{
    private readonly AliasTable _shares;
    private readonly int _lastShare;
    private readonly int _most;

    public QuantityTable(Scenario scenario)
    {
        _shares = new AliasTable([.. scenario.ItemShares.Select(share => (long)(share * 10_000))]);
        _lastShare = scenario.ItemShares.Count;
        _most = scenario.MostItems;
    }

    public int Draw(ulong randomBits)
    {
        int quantity = _shares.Sample(randomBits) + 1;
        return quantity < _lastShare ? quantity : _lastShare + (int)((randomBits & 0xFFFF) % (ulong)(_most - _lastShare + 1));
    }
}
