namespace Waybill.Events.Shop;

/// <summary>A table of the shop, without the columns and tables of the database's own bookkeeping.</summary>
public sealed class ShopTable
{
    /// <summary>No table has more columns: masks of columns are 32 bits.</summary>
    public const int MaxColumns = 32;

    internal ShopTable(int index, string name, int keyLength, bool isJournal, bool isDerived, IReadOnlyList<ShopColumn> columns)
    {
        Index = index;
        Name = name;
        KeyLength = keyLength;
        IsJournal = isJournal;
        IsDerived = isDerived;
        Columns = columns;
    }

    /// <summary>Its place in <see cref="ShopCatalogue.All"/>.</summary>
    public int Index { get; }

    /// <summary>Its name within schema <c>shop</c>.</summary>
    public string Name { get; }

    /// <summary>Its columns in the order of the database, without <c>updated_at</c>.</summary>
    public IReadOnlyList<ShopColumn> Columns { get; }

    /// <summary>So many of the first columns are the primary key.</summary>
    public int KeyLength { get; }

    /// <summary>Whether rows are only added, never changed or deleted.</summary>
    public bool IsJournal { get; }

    /// <summary>Whether all its rows are written by the database's rules.</summary>
    public bool IsDerived { get; }

    /// <summary>Index of a column.</summary>
    /// <exception cref="ArgumentException">There is none of this name.</exception>
    public int Column(string name)
    {
        for (int i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Name == name)
            {
                return i;
            }
        }

        throw new ArgumentException($"Table {Name} has no column {name}.", nameof(name));
    }

    public override string ToString() => Name;
}
