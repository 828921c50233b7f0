using Waybill.DuckDb;
using Waybill.Server.Http;

namespace Waybill.Server.Queries;

/// <summary>What somebody is told whose query cannot be answered.</summary>
internal static class SqlErrors
{
    private const string Unlimited = "or use 'waybill sql', which has no limits.";

    public static RequestException Of(WorkerVerdict verdict) => verdict.Kind switch
    {
        DuckDbErrorKind.OutOfMemory => TooMuchMemory(),
        DuckDbErrorKind.Permission => RequestException.Bad("The query may not do this", verdict.Error ?? "", "Read the tables of the lake; files and settings are out of reach here."),
        _ => new RequestException(StatusCodes.Status400BadRequest, "The query cannot be run", verdict.Error ?? "", verdict.Advice ?? "") { Position = verdict.Position },
    };

    public static RequestException TooLong(TimeSpan limit) =>
        RequestException.Bad("The query took too long", $"It was stopped after {limit.TotalSeconds:0.#} s.", $"Ask for less, {Unlimited}");

    public static RequestException TooMuchMemory() =>
        RequestException.Bad("The query needs too much memory", $"It needs more than {Limits.SqlMemory >> 30} GB.", $"Ask for fewer rows or columns, {Unlimited}");

    public static RequestException Died() =>
        RequestException.Bad("The query cannot be run", "The process that ran the query has died.", $"Write the query in another way, {Unlimited}");

    public static RequestException Busy() => RequestException.NotReady(
        "Other queries are running", $"{Limits.SqlQueries} queries run already, and none has ended in time.", "Ask again in a moment.");
}
