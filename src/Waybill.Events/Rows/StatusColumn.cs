namespace Waybill.Events.Rows;

/// <summary>The columns of the logistics feed by their position in <see cref="Feeds.FeedCatalogue.Logistics"/>.</summary>
public enum StatusColumn
{
    OrderId,
    Status,
    StatusTimestamp,
    SourceSeq,
}
