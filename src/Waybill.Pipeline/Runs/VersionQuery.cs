using Waybill.DuckDb;
using Waybill.Pipeline.Engine;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Runs;

/// <summary>
/// Turns observations (what was so on a day) into versions (what was so from when until when): a version begins with the first
/// observation that differs from the one before it and ends where the next one begins.
/// </summary>
internal static class VersionQuery
{
    public const string ValidFrom = "valid_from";
    public const string ValidTo = "valid_to";
    public const string IsCurrent = "is_current";

    /// <summary>The query of the versions of all keys in the observations.</summary>
    /// <param name="session">Has everything defined that the observations read.</param>
    /// <param name="model">Names the key and the column that says when something was so.</param>
    /// <param name="observations">A relation: key, time, attributes; at most one row for a key and time.</param>
    public static string Of(ModelSession session, Model model, string observations)
    {
        var key = string.Join(", ", model.Key.Select(Sql.Identifier));
        var from = Sql.Identifier(model.ValidFrom);
        var attributes = Attributes(session, model, observations);
        var state = attributes.Count == 0 ? "true" : $"row({string.Join(", ", attributes)})";
        var order = $"partition by {key} order by {from}";
        return $"""
            select {key}, {ValidFrom}, lead({ValidFrom}) over versions as {ValidTo}, lead({ValidFrom}) over versions is null as {IsCurrent}
                {string.Concat(attributes.Select(a => ", " + a))}
            from (
                select * exclude ({from}), {from} as {ValidFrom}, lag({from}) over life is null or lag({state}) over life is distinct from {state} as _begins
                from {observations} as observations
                window life as ({order})
            )
            where _begins
            window versions as (partition by {key} order by {ValidFrom})
            """;
    }

    /// <summary>The columns that make up the state of a key.</summary>
    public static IReadOnlyList<string> Attributes(ModelSession session, Model model, string observations)
    {
        var names = session.Connection.Columns($"from {observations}").Select(c => c.Name);
        return [.. names.Where(c => !model.Key.Contains(c) && c != model.ValidFrom).Select(Sql.Identifier)];
    }
}
