namespace Waybill.Connectors.Postgres.Loading;

/// <summary>How a value goes from a vector of DuckDB to PostgreSQL's binary form.</summary>
internal enum CellKind
{
    Bool,
    Int32,
    Int64,

    /// <summary>A double as four bytes; it was a float before.</summary>
    Float,
    Double,

    /// <summary>A decimal of any width.</summary>
    Numeric,

    /// <summary>A 128-bit integer, as numeric without digits behind the point.</summary>
    HugeInt,
    Date,
    Time,
    Timestamp,
    Text,
    Bytes,
    Uuid,
    Json,
}
