namespace Waybill.DuckDb.Internals;

/// <summary>
/// The place that a registered function looks at when a query is bound; the definition in it can be exchanged.
/// </summary>
internal sealed class TableSourceSlot(string name)
{
    private volatile TableSourceDefinition? _current;

    internal TableSourceDefinition? Current
    {
        get => _current;
        set => _current = value;
    }

    internal TableSourceDefinition Require() =>
        _current ?? throw new InvalidOperationException($"The table source '{name}' was dropped");
}
