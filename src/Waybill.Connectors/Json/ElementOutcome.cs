namespace Waybill.Connectors.Json;

/// <summary>How the search for the next element ended.</summary>
internal enum ElementOutcome
{
    /// <summary>A value with matching brackets; whether it is JSON is for the parser to say.</summary>
    Element,

    /// <summary>
    /// A value whose brackets or quotes do not match: lost up to where the next element is recognised.
    /// </summary>
    Broken,

    /// <summary>Nothing but separators is left.</summary>
    End,

    /// <summary>The element may go on behind the bytes at hand.</summary>
    NeedsMore,

    /// <summary>The element is longer than allowed.</summary>
    TooLong,
}
