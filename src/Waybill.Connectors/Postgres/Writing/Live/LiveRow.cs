using Waybill.Events.Shop;

namespace Waybill.Connectors.Postgres.Writing.Live;

/// <summary>A change that is to be written.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Op">What happens to the row.</param>
/// <param name="Changed">Mask of the columns that an update changes.</param>
/// <param name="Values">By column, as Npgsql takes them; null is null.</param>
internal sealed record LiveRow(ShopTable Table, ShopOp Op, uint Changed, object?[] Values)
{
    /// <summary>Reads a change.</summary>
    public static LiveRow Of(in ShopChange change)
    {
        var columns = change.Table.Columns;
        var values = new object?[columns.Count];
        var changed = 0u;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = change.IsNull(i) ? null : ColumnValues.Read(change, i);
            changed |= change.Op == ShopOp.Update && change.IsChanged(i) && !columns[i].IsDerived ? 1u << i : 0;
        }

        return new LiveRow(change.Table, change.Op, changed, values);
    }
}
