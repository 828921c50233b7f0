using Waybill.Sim.Kernel;
using Waybill.Sim.Truth;

namespace Waybill.Sim.Factory;

/// <summary>
/// The good units of each product in a factory, and what left it for the warehouses the day before. Nothing is taken that
/// was not put, and what is shipped on a day arrives at the next day's boundary.
/// </summary>
internal sealed class FactoryStore
{
    private readonly Plant _plant;
    private readonly FactoryKpis _kpis;
    private readonly long[] _units;
    private readonly long[] _onTheWay;
    private readonly long[] _keptOvernight;

    public FactoryStore(Plant plant, FactoryKpis kpis)
    {
        _plant = plant;
        _kpis = kpis;
        _units = new long[plant.Products];
        _onTheWay = new long[plant.Products];
        _keptOvernight = new long[plant.Products];
        for (int product = 0; product < plant.Products; product++)
        {
            bool isNeeded = plant.Inputs.Any(inputs => inputs.Any(input => input.Product == product));
            _keptOvernight[product] = isNeeded ? plant.Settings.Recipes[product].KeepsOvernight ?? long.MaxValue : 0;
        }
    }

    public void Clear()
    {
        Array.Clear(_units);
        Array.Clear(_onTheWay);
    }

    /// <summary>Takes the material for units of a product; false, and nothing taken, when some of it lacks.</summary>
    public bool TryTake(int product, int units)
    {
        PlantInput[] inputs = _plant.Inputs[product];
        foreach (PlantInput input in inputs)
        {
            if (input.Product >= 0 && _units[input.Product] < (long)input.Units * units)
            {
                return false;
            }
        }

        foreach (PlantInput input in inputs)
        {
            if (input.Product >= 0)
            {
                _units[input.Product] -= (long)input.Units * units;
                _kpis.Consume(input.Product, input.Units * units);
            }
        }

        return true;
    }

    public void Put(int product, int produced, int defective)
    {
        _units[product] += produced - defective;
        _kpis.Make(product, produced, defective);
    }

    /// <summary>The day's boundary: what left the day before is in the warehouses.</summary>
    public void Receive()
    {
        for (int product = 0; product < _onTheWay.Length; product++)
        {
            _kpis.Arrive(product, _onTheWay[product]);
            _onTheWay[product] = 0;
        }
    }

    /// <summary>The day's end: what is not needed here leaves.</summary>
    public void Ship()
    {
        for (int product = 0; product < _units.Length; product++)
        {
            long leaving = Math.Max(_units[product] - _keptOvernight[product], 0);
            _units[product] -= leaving;
            _onTheWay[product] = leaving;
            _kpis.Ship(product, leaving);
        }
    }

    public void Save(SnapshotWriter writer)
    {
        for (int product = 0; product < _units.Length; product++)
        {
            writer.WriteNumber(_units[product]);
            writer.WriteNumber(_onTheWay[product]);
        }
    }

    public void Load(ref SnapshotReader reader)
    {
        for (int product = 0; product < _units.Length; product++)
        {
            _units[product] = reader.ReadNumber();
            _onTheWay[product] = reader.ReadNumber();
        }
    }
}
