namespace Waybill.Events.Feeds;

/// <summary>What the text of a feed's column stands for.</summary>
public enum FeedColumnKind
{
    /// <summary>Free text: names of people and goods.</summary>
    Text,

    /// <summary>An identifier; compared byte for byte once it is repaired.</summary>
    Id,

    /// <summary>One of a few known words (status, channel, carrier).</summary>
    Word,

    /// <summary>A whole number.</summary>
    WholeNumber,

    /// <summary>An amount of money with two decimals.</summary>
    Money,

    /// <summary>Kilograms with three decimals.</summary>
    Kilograms,

    /// <summary>A measured value with a decimal point.</summary>
    Number,

    /// <summary><c>yyyy-MM-dd HH:mm:ss</c>, perhaps with decimals, UTC unless the source says otherwise.</summary>
    Timestamp,
}
