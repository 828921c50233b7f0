namespace Waybill.Events.Shop;

/// <summary>
/// One change of one row, to be looked at before the reader goes on. Inserts and updates show the row as it is afterwards,
/// deletes as it was.
/// </summary>
public readonly ref struct ShopChange
{
    private readonly ReadOnlySpan<byte> _log;
    private readonly long[] _values;
    private readonly uint _nulls;
    private readonly uint _changed;
    private readonly uint _nullsBefore;

    internal ShopChange(
        ReadOnlySpan<byte> log, long[] values, ShopTable table, ShopOp op, bool isDerived, long lsn, uint nulls, uint changed, uint nullsBefore)
    {
        _log = log;
        _values = values;
        Table = table;
        Op = op;
        IsDerived = isDerived;
        Lsn = lsn;
        _nulls = nulls;
        _changed = changed;
        _nullsBefore = nullsBefore;
    }

    public ShopTable Table { get; }

    public ShopOp Op { get; }

    /// <summary>True for changes that the database's rules make by themselves when the others are written.</summary>
    public bool IsDerived { get; }

    /// <summary>Its place in the world's stream: rises within a cell, different for every change of the world.</summary>
    public long Lsn { get; }

    public bool IsNull(int column) => (_nulls & (1u << column)) != 0;

    /// <summary>A column that is no text, in the unit of its kind; only when it is not null.</summary>
    public long Number(int column) => _values[column];

    /// <summary>A column of text; only when it is not null.</summary>
    public ReadOnlySpan<byte> Utf8(int column) => Text(_values[column]);

    /// <summary>Whether an update changed this column.</summary>
    public bool IsChanged(int column) => (_changed & (1u << column)) != 0;

    /// <summary>Whether a changed column was null.</summary>
    public bool WasNull(int column) => (_nullsBefore & (1u << column)) != 0;

    /// <summary>What a changed column was; only when it was not null.</summary>
    public long NumberBefore(int column) => _values[ShopTable.MaxColumns + column];

    /// <summary>What a changed column of text was; only when it was not null.</summary>
    public ReadOnlySpan<byte> Utf8Before(int column) => Text(_values[ShopTable.MaxColumns + column]);

    private ReadOnlySpan<byte> Text(long place) => _log.Slice((int)(place >> 32), (int)place);
}
