using Waybill.DuckDb;

namespace Waybill.Pipeline.Models;

/// <summary>
/// A model whose query gives the changes of a table's rows (<c>op</c>, a place in the stream, and <c>_rule</c> where a change cannot be
/// read): the table has, for each key, the latest change that can be read, unless that is a deletion. Where a change came twice, the file and line that
/// come first count.
/// </summary>
internal static class LatestChange
{
    private const string Operation = "op";
    private const string Rule = "_rule";

    /// <summary>The query of the rows as they are now, and of the changes that go to quarantine.</summary>
    /// <param name="changes">The model's own query.</param>
    /// <param name="key">Columns that identify a row.</param>
    /// <param name="place">The column that says which change is later.</param>
    public static string Of(string changes, IReadOnlyList<string> key, string place)
    {
        var order = Sql.Identifier(place);
        return $"""
            with changes as (
            {changes}
            ),

            ranked as (
                select *, row_number() over (partition by {string.Join(", ", key.Select(Sql.Identifier))} order by {order} desc, _file, _line) as _place
                from changes
                where {Rule} is null
            )

            select * exclude ({Operation}, {order}, {Rule}, _place), cast(null as varchar) as {Rule}
            from ranked
            where _place = 1 and {Operation} <> 'D'
            union all
            select * exclude ({Operation}, {order}, {Rule}), {Rule}
            from changes
            where {Rule} is not null
            """;
    }
}
