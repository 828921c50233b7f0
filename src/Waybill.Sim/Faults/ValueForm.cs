namespace Waybill.Sim.Faults;

/// <summary>How the values of a column are written in a file.</summary>
internal enum ValueForm
{
    /// <summary>As they always are.</summary>
    Usual,

    /// <summary>With more decimals, or parts of a second.</summary>
    Wider,

    /// <summary>A time as seconds since 1970.</summary>
    Epoch,

    /// <summary>A time as <c>2026-01-31T12:00:00Z</c>.</summary>
    Iso,

    /// <summary>A number as a text, in quotes.</summary>
    Text,

    /// <summary>Of a column that the feed does not have: a code, or nothing.</summary>
    NewCode,

    /// <summary>Of a column that the feed does not have: a whole number.</summary>
    NewNumber,
}
