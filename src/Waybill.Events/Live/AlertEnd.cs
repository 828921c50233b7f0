namespace Waybill.Events.Live;

/// <summary>How an alert ended.</summary>
public enum AlertEnd : byte
{
    /// <summary>It has not.</summary>
    Open,

    /// <summary>A reading showed that all is well again.</summary>
    Cleared,

    /// <summary>The truck began something else; nobody knows how it went on.</summary>
    TripEnded,
}
