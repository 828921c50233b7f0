using Waybill.Events.Shop;

namespace Waybill.Events.Sinks;

/// <summary>Takes what happens in the shop, cell by cell and day by day.</summary>
public interface IShopSink
{
    /// <summary>Takes a cell's whole day.</summary>
    /// <param name="cell">The cell; cells of a day come in order.</param>
    /// <param name="day">Days since 1970-01-01.</param>
    /// <param name="log">Whole transactions for <see cref="ShopLogReader"/>; read before the call returns.</param>
    void Append(int cell, int day, ReadOnlySpan<byte> log);
}
