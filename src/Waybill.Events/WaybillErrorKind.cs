namespace Waybill.Events;

/// <summary>What went wrong, coarse enough to choose an exit code and whether trying again can help.</summary>
public enum WaybillErrorKind
{
    /// <summary>The program was called in a way that cannot work: an option, a combination, a missing argument.</summary>
    Usage,

    /// <summary>A file or a configuration holds something that cannot be read or makes no sense.</summary>
    BadInput,

    /// <summary>The workspace, snapshot or table was written by a newer version of this program.</summary>
    NewerVersion,

    /// <summary>Something that must be whole is damaged: a checksum differs, a file that is named is not there.</summary>
    Corrupt,

    /// <summary>Another process is working on the same workspace.</summary>
    Busy,

    /// <summary>The disk or the file system refused: full, read-only, no permission.</summary>
    Storage,

    /// <summary>A server that is needed does not answer.</summary>
    ServiceUnreachable,
}
