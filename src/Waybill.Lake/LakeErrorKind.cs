namespace Waybill.Lake;

/// <summary>What kind of trouble a <see cref="LakeException"/> reports.</summary>
public enum LakeErrorKind
{
    /// <summary>The caller asked for something that cannot be: wrong argument, wrong order of calls.</summary>
    BadInput,

    /// <summary>The table or namespace does not exist.</summary>
    NotFound,

    /// <summary>The table exists already.</summary>
    AlreadyExists,

    /// <summary>Somebody else changed the table so that this commit no longer fits. Nothing was changed.</summary>
    Conflict,

    /// <summary>A file of the table is damaged or breaks the specification.</summary>
    Corrupt,

    /// <summary>Legal Iceberg that this library does not read or write.</summary>
    Unsupported,

    /// <summary>Rows do not fit the table: a type outside the allow-list, a null in a required column.</summary>
    BadData,

    /// <summary>The file system refused: disk full, no permission, vanished file. Nothing of the table was changed.</summary>
    Io,
}
