namespace Waybill.Connectors.Landing;

/// <summary>Kinds of <see cref="LandingNote"/>.</summary>
public enum LandingNoteKind
{
    /// <summary>
    /// The file is taken, but something about it is unusual: it is empty, or it seems to be cut short.
    /// </summary>
    Remark,

    /// <summary>The same content is in the lake, or in this batch under another name; nothing was read.</summary>
    Duplicate,

    /// <summary>A file of another kind than the feed's; it stays where it is.</summary>
    Ignored,

    /// <summary>A link, or a name that would leave the workspace; never followed.</summary>
    Refused,

    /// <summary>The system would not let us read it; the next run tries again.</summary>
    Unreadable,
}
