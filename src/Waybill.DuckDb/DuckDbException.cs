namespace Waybill.DuckDb;

/// <summary>
/// An error of DuckDB. The message is DuckDB's own (it quotes the value and, for SQL errors, the line with a caret);
/// <see cref="Advice"/> says what to do next.
/// </summary>
public sealed class DuckDbException : Exception
{
    public DuckDbException(DuckDbErrorKind kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    public DuckDbErrorKind Kind { get; }

    /// <summary>The whole SQL text that was given, when the error came from a statement.</summary>
    public string? Sql { get; init; }

    /// <summary>Where in <see cref="Sql"/> DuckDB points: characters from its start (0-based), or null.</summary>
    public int? Position { get; init; }

    /// <summary>What the caller can do about it.</summary>
    public string Advice => Kind switch
    {
        DuckDbErrorKind.Library => "Build or publish again so that the library lies beside the program.",
        DuckDbErrorKind.Parser or DuckDbErrorKind.Binder or DuckDbErrorKind.Catalog => "Correct the SQL at the marked place.",
        DuckDbErrorKind.Conversion or DuckDbErrorKind.OutOfRange =>
            "Use try_cast where the value may be malformed, or correct the value.",
        DuckDbErrorKind.Constraint => "Remove or correct the row that breaks the constraint.",
        DuckDbErrorKind.Io => "Check that the path exists, may be read and written, and that the disk has room.",
        DuckDbErrorKind.OutOfMemory =>
            "Raise the memory limit, set a temporary directory to spill to, or use fewer threads.",
        DuckDbErrorKind.Interrupted => "The query was stopped on request; run it again.",
        DuckDbErrorKind.Transaction => "Another transaction was faster; run this one again.",
        DuckDbErrorKind.Permission => "The connection is restricted; the statement needs what it may not use.",
        DuckDbErrorKind.Source => "See the inner exception.",
        DuckDbErrorKind.Internal => "Close the database and open it again; report the statement to DuckDB.",
        _ => "Correct the statement or its input.",
    };

    /// <summary>True when the same statement may succeed if it is run again.</summary>
    public bool IsRetryable => Kind is DuckDbErrorKind.Transaction or DuckDbErrorKind.Interrupted;
}
