namespace Waybill.Events.Feeds;

/// <summary>How the text of a feed's files is made up.</summary>
public enum FeedFormat
{
    /// <summary>A header line, then a line a row.</summary>
    Csv,

    /// <summary>One array with an object a row.</summary>
    Json,

    /// <summary>An object a row, each on a line of its own.</summary>
    JsonLines,
}
