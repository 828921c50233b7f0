namespace Waybill.Sim.Truth;

/// <summary>
/// Exact counters of what truly happened in the factories. Sums only: two parts of a world are added field by field.
/// </summary>
/// <param name="products">How many products the plants make.</param>
public sealed class FactoryKpis(int products)
{
    private const int Fixed = 7;
    private const int PerProduct = 5;
    private readonly long[] _counters = new long[Fixed + (products * PerProduct)];

    public int Products => products;

    public long Batches { get => _counters[0]; internal set => _counters[0] = value; }

    /// <summary>Energy of all batches, without what idle machines use.</summary>
    public long WattHours { get => _counters[1]; internal set => _counters[1] = value; }

    public long Checks { get => _counters[2]; internal set => _counters[2] = value; }

    public long FailedChecks { get => _counters[3]; internal set => _counters[3] = value; }

    public long Readings { get => _counters[4]; internal set => _counters[4] = value; }

    public long Maintenances { get => _counters[5]; internal set => _counters[5] = value; }

    /// <summary>Seconds that machines waited for material.</summary>
    public long StarvedSeconds { get => _counters[6]; internal set => _counters[6] = value; }

    /// <summary>Units made, the defective ones included.</summary>
    public long Produced(int product) => Of(product, 0);

    public long Defective(int product) => Of(product, 1);

    /// <summary>Units that went into other products.</summary>
    public long Consumed(int product) => Of(product, 2);

    /// <summary>Units that left for the warehouses.</summary>
    public long Shipped(int product) => Of(product, 3);

    /// <summary>Units that have arrived in the warehouses: what was shipped up to the day before.</summary>
    public long InWarehouses(int product) => Of(product, 4);

    /// <summary>Good units that are still in the plants.</summary>
    public long InPlants(int product) => Produced(product) - Defective(product) - Consumed(product) - Shipped(product);

    public void Add(FactoryKpis part)
    {
        ArgumentNullException.ThrowIfNull(part);
        for (int i = 0; i < _counters.Length; i++)
        {
            _counters[i] += part._counters[i];
        }
    }

    public void Clear() => Array.Clear(_counters);

    /// <summary>All counters in a fixed order, for the snapshot.</summary>
    public long[] ToArray() => [.. _counters];

    /// <summary>Takes the counters from <see cref="ToArray"/>.</summary>
    public void Load(ReadOnlySpan<long> counters)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(counters.Length, _counters.Length);
        counters.CopyTo(_counters);
    }

    internal void Make(int product, int produced, int defective)
    {
        _counters[Index(product, 0)] += produced;
        _counters[Index(product, 1)] += defective;
    }

    internal void Consume(int product, int units) => _counters[Index(product, 2)] += units;

    internal void Ship(int product, long units) => _counters[Index(product, 3)] += units;

    internal void Arrive(int product, long units) => _counters[Index(product, 4)] += units;

    private long Of(int product, int counter) => _counters[Index(product, counter)];

    private static int Index(int product, int counter) => Fixed + (product * PerProduct) + counter;
}
