using Waybill.DuckDb;

namespace Waybill.Server.Queries;

/// <summary>What a worker says first: one line of JSON on its standard output. When there is no error, the answer follows.</summary>
/// <param name="Error">What DuckDB says; null when the query runs.</param>
/// <param name="Kind">Which kind of error it is.</param>
/// <param name="Advice">What to do about it.</param>
/// <param name="Position">Where in the query it is: characters from its start.</param>
internal sealed record WorkerVerdict(string? Error, DuckDbErrorKind Kind, string? Advice, int? Position)
{
    public static readonly WorkerVerdict Fine = new(null, DuckDbErrorKind.Other, null, null);

    public static WorkerVerdict Of(DuckDbException error) => new(error.Message, error.Kind, error.Advice, error.Position);
}
