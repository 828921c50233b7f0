namespace Waybill.Connectors.Csv;

/// <summary>How the scan of a record ended.</summary>
internal enum RecordOutcome
{
    /// <summary>A record with as many fields as the header.</summary>
    Row,

    /// <summary>A record on one line with another number of fields.</summary>
    Ragged,

    /// <summary>A quote that is closed on its line, with text behind it.</summary>
    BadQuoting,

    /// <summary>A quote that is not closed, or closed on another line in a way that makes no record.</summary>
    UnclosedQuote,

    /// <summary>The record may go on behind the bytes at hand.</summary>
    NeedsMore,
}
