using System.Text;
using Waybill.Events.Shop;
using Xunit;

namespace Waybill.Tests.Sim.Shop;

/// <summary>
/// The tables of shops as their logs make them: every change must fit the row before it. Whoever watches sees the tables at
/// the end of each transaction.
/// </summary>
internal sealed class ShopTables
{
    private readonly Dictionary<string, ShopRow>[] _rows = [.. ShopCatalogue.All.Select(_ => new Dictionary<string, ShopRow>(StringComparer.Ordinal))];

    /// <summary>A change with the row as it was and as it is.</summary>
    internal sealed record Change(ShopTable Table, ShopOp Op, bool IsDerived, ShopRow? Before, ShopRow? After);

    public IReadOnlyDictionary<string, ShopRow> this[ShopTable table] => _rows[table.Index];

    public ShopRow Row(ShopTable table, object key) => _rows[table.Index][key.ToString() ?? ""];

    /// <summary>Applies a log, and shows each transaction when it commits.</summary>
    public void Apply(ReadOnlySpan<byte> log, Action<ShopTransaction, IReadOnlyList<Change>>? committed = null)
    {
        var changes = new List<Change>();
        var reader = new ShopLogReader(log);
        while (reader.NextTransaction(out ShopTransaction transaction))
        {
            changes.Clear();
            while (reader.NextChange(out ShopChange change))
            {
                changes.Add(Apply(in change));
            }

            Assert.Equal(transaction.Changes, changes.Count);
            committed?.Invoke(transaction, changes);
        }
    }

    private Change Apply(in ShopChange change)
    {
        Dictionary<string, ShopRow> rows = _rows[change.Table.Index];
        ShopRow row = Read(in change);
        if (change.Op == ShopOp.Insert)
        {
            if (!rows.TryAdd(row.Key, row))
            {
                Assert.Fail($"{change.Table} {row.Key} is inserted twice");
            }

            return new Change(change.Table, change.Op, change.IsDerived, null, row);
        }

        if (!rows.TryGetValue(row.Key, out ShopRow? before))
        {
            throw new InvalidOperationException($"{change.Table} {row.Key} is not there");
        }

        Assert.False(change.Table.IsJournal);
        if (change.Op == ShopOp.Delete)
        {
            Require(before, row.Values);
            rows.Remove(row.Key);
            return new Change(change.Table, change.Op, change.IsDerived, before, null);
        }

        Require(before, Before(in change, row));
        rows[row.Key] = row;
        return new Change(change.Table, change.Op, change.IsDerived, before, row);
    }

    private static void Require(ShopRow before, object?[] values)
    {
        if (!before.Values.AsSpan().SequenceEqual(values))
        {
            Assert.Fail($"{before.Table} {before.Key} was not as its change says");
        }
    }

    private static ShopRow Read(in ShopChange change)
    {
        var values = new object?[change.Table.Columns.Count];
        for (int i = 0; i < values.Length; i++)
        {
            ShopColumn column = change.Table.Columns[i];
            if (!column.IsNullable && change.IsNull(i))
            {
                Assert.Fail($"{change.Table}.{column.Name} is null");
            }

            values[i] = change.IsNull(i) ? null : column.Kind == ShopColumnKind.Text ? Encoding.UTF8.GetString(change.Utf8(i)) : change.Number(i);
        }

        return new ShopRow(change.Table, values);
    }

    /// <summary>The row with the changed columns as the change says they were; they must differ from what they are.</summary>
    private static object?[] Before(in ShopChange change, ShopRow row)
    {
        object?[] values = [.. row.Values];
        bool changed = false;
        for (int i = 0; i < values.Length; i++)
        {
            if (change.IsChanged(i))
            {
                values[i] = change.WasNull(i) ? null
                    : change.Table.Columns[i].Kind == ShopColumnKind.Text ? Encoding.UTF8.GetString(change.Utf8Before(i)) : change.NumberBefore(i);
                changed |= !Equals(row.Values[i], values[i]);
            }
        }

        Assert.True(changed, $"An update of {change.Table} {row.Key} changes nothing");
        return values;
    }
}
