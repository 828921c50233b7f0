using Waybill.DuckDb;
using Waybill.Server.Http;

namespace Waybill.Server.Queries;

/// <summary>DuckDB's errors about a query of somebody's own.</summary>
internal static class SqlErrors
{
    public static RequestException Of(DuckDbException error) => error.Kind switch
    {
        DuckDbErrorKind.OutOfMemory => new RequestException(StatusCodes.Status400BadRequest, "The query needs too much memory",
            $"It needs more than {Limits.SqlMemory >> 30} GB.", "Ask for fewer rows or columns, or use 'waybill sql', which has no limits.", error),
        DuckDbErrorKind.Permission => new RequestException(StatusCodes.Status400BadRequest, "The query may not do this", error.Message,
            "Read the tables of the lake; files and settings are out of reach here.", error),
        _ => new RequestException(StatusCodes.Status400BadRequest, "The query cannot be run", error.Message, error.Advice, error) { Position = error.Position },
    };
}
