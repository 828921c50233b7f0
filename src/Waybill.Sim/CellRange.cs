namespace Waybill.Sim;

/// <summary>The cells that a run plays, both ends included.</summary>
public readonly record struct CellRange(int First, int Last)
{
    public int Count => Last - First + 1;

    public IEnumerable<int> Numbers => Enumerable.Range(First, Count);

    public override string ToString() => $"{First}-{Last}";
}
