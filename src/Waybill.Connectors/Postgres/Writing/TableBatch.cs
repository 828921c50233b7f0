using System.Numerics;
using Waybill.Events.Shop;
using Waybill.Events.Text;

namespace Waybill.Connectors.Postgres.Writing;

/// <summary>
/// Changes of one table, brought down to one statement a row: what was added and changed in the same batch is added as it is at the end,
/// what was added and deleted never comes to be. Columns that the database keeps up to date itself are left out.
/// </summary>
internal sealed class TableBatch
{
    /// <summary>Images in COPY format, one behind the other; older images of a row stay as holes.</summary>
    private readonly ByteBuffer _images = new(capacity: 256);
    private readonly List<BatchRow> _rows = [];
    private readonly KeyIndex _index;
    private readonly int[] _columns;

    public TableBatch(ShopTable table)
    {
        Table = table;
        _index = new KeyIndex(_images);
        _columns = [.. Enumerable.Range(0, table.Columns.Count).Where(i => !table.Columns[i].IsDerived)];
    }

    public ShopTable Table { get; }

    /// <summary>The columns that are written, by their place in the table.</summary>
    public IReadOnlyList<int> Columns => _columns;

    /// <summary>Rows to add, to change and to delete.</summary>
    public int Added { get; private set; }

    public int Updated { get; private set; }

    public int Deleted { get; private set; }

    /// <summary>Columns in which rows to change differ, as a mask.</summary>
    public uint Changed { get; private set; }

    public void Add(in ShopChange change)
    {
        if (Table.IsJournal)
        {
            var start = AppendImage(change);
            _rows.Add(new BatchRow(start, _images.Length - start, Existed: false, IsThere: true, 0));
            Added++;
            return;
        }

        var offset = AppendImage(change);
        var keyLength = CopyFormat.FieldsLength(_images.Written[(offset + CopyFormat.RowHeader)..], Table.KeyLength);
        var known = _index.Find(_images.Written.Slice(offset + CopyFormat.RowHeader, keyLength));
        if (known < 0)
        {
            _index.Add(offset + CopyFormat.RowHeader, keyLength);
            _rows.Add(new BatchRow(offset, _images.Length - offset, change.Op != ShopOp.Insert, change.Op != ShopOp.Delete, ChangedBy(change)));
            Count(_rows[^1], 1);
            return;
        }

        var row = _rows[known];
        Count(row, -1);
        _rows[known] = change.Op switch
        {
            ShopOp.Delete => row with { IsThere = false },
            ShopOp.Insert => new BatchRow(offset, _images.Length - offset, row.Existed, IsThere: true, ChangedBy(change)),
            _ => Merge(row, offset, change),
        };
        Count(_rows[known], 1);
    }

    /// <summary>The rows to add, in COPY format; as few pieces as there are holes between them.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> AddedRows()
    {
        var (start, end) = (0, 0);
        foreach (var row in _rows.Where(row => row.IsAdded))
        {
            if (row.Offset != end)
            {
                yield return _images.WrittenMemory[start..end];
                start = row.Offset;
            }

            end = row.Offset + row.Length;
        }

        yield return _images.WrittenMemory[start..end];
    }

    /// <summary>Keys and changed columns of the rows to change, in COPY format.</summary>
    public void AppendUpdated(ByteBuffer target) => AppendFields(target, row => row.IsUpdated, Changed | KeyMask);

    /// <summary>Keys of the rows to delete, in COPY format.</summary>
    public void AppendDeleted(ByteBuffer target) => AppendFields(target, row => row.IsDeleted, KeyMask);

    public void Clear()
    {
        _images.Clear();
        _rows.Clear();
        _index.Clear();
        (Added, Updated, Deleted, Changed) = (0, 0, 0, 0);
    }

    private uint KeyMask => (1u << Table.KeyLength) - 1;

    private int AppendImage(in ShopChange change)
    {
        var offset = _images.Length;
        CopyFormat.AppendRow(_images, _columns.Length);
        foreach (var column in _columns)
        {
            CopyFormat.AppendField(_images, change, column);
        }

        return offset;
    }

    /// <summary>An update tells of its columns only what it changed: the others may be what the database's rules made of them.</summary>
    private BatchRow Merge(BatchRow row, int offset, in ShopChange change)
    {
        var merged = _images.Length;
        CopyFormat.AppendRow(_images, _columns.Length);
        var (before, after) = (row.Offset + CopyFormat.RowHeader, offset + CopyFormat.RowHeader);
        foreach (var column in _columns)
        {
            var oldLength = CopyFormat.FieldLength(_images.Written[before..]);
            var newLength = CopyFormat.FieldLength(_images.Written[after..]);
            _images.Append(change.IsChanged(column) ? _images.Written.Slice(after, newLength) : _images.Written.Slice(before, oldLength));
            before += oldLength;
            after += newLength;
        }

        return row with { Offset = merged, Length = _images.Length - merged, Changed = row.Changed | ChangedBy(change) };
    }

    /// <summary>The written columns that a change concerns; an insert (of a row that was deleted before) concerns all.</summary>
    private uint ChangedBy(in ShopChange change)
    {
        var mask = 0u;
        foreach (var column in _columns)
        {
            mask |= change.Op == ShopOp.Insert || (change.Op == ShopOp.Update && change.IsChanged(column)) ? 1u << column : 0;
        }

        return mask & ~KeyMask;
    }

    private void Count(BatchRow row, int by)
    {
        Added += row.IsAdded ? by : 0;
        Updated += row.IsUpdated ? by : 0;
        Deleted += row.IsDeleted ? by : 0;
        Changed |= row.IsUpdated ? row.Changed : 0;
    }

    private void AppendFields(ByteBuffer target, Func<BatchRow, bool> wanted, uint mask)
    {
        var fields = BitOperations.PopCount(mask);
        foreach (var row in _rows.Where(wanted))
        {
            CopyFormat.AppendRow(target, fields);
            var image = _images.Written.Slice(row.Offset, row.Length)[CopyFormat.RowHeader..];
            foreach (var column in _columns)
            {
                var length = CopyFormat.FieldLength(image);
                if ((mask & (1u << column)) != 0)
                {
                    target.Append(image[..length]);
                }

                image = image[length..];
            }
        }
    }
}
