using Waybill.Events.Sinks;

namespace Waybill.Connectors.Postgres.Writing;

/// <summary>Takes the shop of a simulated world into PostgreSQL, day by day; what it has already is passed over.</summary>
public interface IShopDatabase : IShopSink, IDisposable
{
    /// <summary>What was written since this was opened.</summary>
    ShopLoad Load { get; }

    /// <summary>Returns when everything of the day that was appended is committed.</summary>
    /// <param name="day">Days since 1970-01-01.</param>
    void Complete(int day);
}
