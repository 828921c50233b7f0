namespace Waybill.DuckDb;

/// <summary>What went wrong, after the first words of DuckDB's message.</summary>
public enum DuckDbErrorKind
{
    Other = 0,

    /// <summary>The shared library is missing or cannot be loaded.</summary>
    Library,
    Parser,
    Binder,
    Catalog,
    Conversion,
    OutOfRange,
    Constraint,
    InvalidInput,
    NotImplemented,
    Io,
    OutOfMemory,
    Interrupted,
    Transaction,
    Permission,
    Dependency,

    /// <summary>A managed table source threw; its exception is the inner one.</summary>
    Source,

    /// <summary>A bug of DuckDB: the database must be closed.</summary>
    Internal,
}
