using System.Globalization;
using System.Text;
using Waybill.Connectors.Reading;
using Waybill.DuckDb;
using Waybill.Events.Feeds;

namespace Waybill.Connectors.Sources;

/// <summary>
/// The SQL that turns inputs into rows of a feed:
/// <code>
///   with orders as (…), items as (…),            the inputs by their names, empty cells as null
///   texts as (select … from [from])              every expression as text
///   select … from texts                          times in UTC, columns in the feed's order
/// </code>
/// </summary>
/// <param name="mapping">What to build it from.</param>
/// <param name="feed">Whose columns it gives.</param>
/// <param name="inputColumns">The columns of all inputs: an expression that is one of them may be a word of SQL
/// (<c>at</c>).</param>
internal sealed class SourceQuery(SourceMapping mapping, FeedDefinition feed, IReadOnlySet<string> inputColumns)
{
    /// <summary>Any odd number: event n of a row has the row's hash changed by n times this.</summary>
    private const ulong EventSalt = 0x9E37_79B9_7F4A_7C15;

    /// <summary>A time of day that ends with Z or an offset; a date alone ends with what looks like one.</summary>
    private const string TimeWithOffset = @"\d:\d\d(:\d\d([.,]\d+)?)?\s*([zZ]|[+-]\d\d(:?\d\d)?)$";

    private static readonly string Origin = string.Join(", ", MetaColumns.All);

    private readonly string _from = mapping.From ?? Sql.Identifier(mapping.Inputs[0].Name);

    /// <summary>The whole query, in brackets.</summary>
    internal string Build(string inputs)
    {
        var sql = new StringBuilder().Append("(with ").Append(inputs).AppendLine(",")
            .AppendLine("texts as (").Append("    select ");
        var columns = feed.Columns.Where(c => Expression(c.Name) is not null)
            .Select(c => $"{AsText(Expression(c.Name)!)} as {Sql.Identifier(c.Name)}"); // filtered on the line above
        sql.AppendJoin(", ", columns.Concat(EventList()).Append(Origin));
        sql.AppendLine().Append("    from ").AppendLine(_from).AppendLine(")");
        sql.Append("select ").AppendJoin(", ", feed.Columns.Select(Final)).Append(", ").Append(FinalOrigin());
        sql.AppendLine().Append("from texts");
        if (mapping.Events.Count > 0)
        {
            sql.Append(" where event.moment <> ''");
        }

        if (mapping.From is not null)
        {
            // A join gives its rows in any order; the same files must give the same rows in the same order.
            sql.Append($" order by {MetaColumns.File}, {MetaColumns.Line}");
        }

        return sql.Append(')').ToString();
    }

    /// <summary>
    /// Statements that must bind for the mapping to work, each with the key of waybill.yaml that it comes from.
    /// </summary>
    internal IEnumerable<(string Key, string Expression, string Statement)> Probes(string inputs)
    {
        yield return ("from", _from, $"with {inputs} select {Origin} from {_from}");
        foreach (var (name, expression) in mapping.Columns)
        {
            yield return ($"columns.{name}", expression, Probe(expression));
        }

        for (var i = 0; i < mapping.Events.Count; i++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"events[{i}]");
            yield return ($"{key}.status", mapping.Events[i].Status, Probe(Status(mapping.Events[i])));
            yield return ($"{key}.timestamp", mapping.Events[i].Timestamp, Probe(mapping.Events[i].Timestamp));
        }

        string Probe(string expression) => $"with {inputs} select {AsText(expression)} from {_from}";
    }

    /// <summary>An input as a common table expression; the driving one also says where its rows come from.</summary>
    internal static string Input(string name, string relation, IEnumerable<string> columns, bool isDriving)
    {
        var texts = columns.Select(c => $"nullif({Sql.Identifier(c)}, '') as {Sql.Identifier(c)}");
        return $"{Sql.Identifier(name)} as (select {string.Join(", ", isDriving ? texts.Append(Origin) : texts)} from {relation})";
    }

    private string AsText(string expression) =>
        inputColumns.Contains(expression)
            ? $"cast({Sql.Identifier(expression)} as varchar)"
            : $"cast(({expression}\n) as varchar)";

    /// <summary>Known words need no quotes; everything else is SQL.</summary>
    private static string Status(SourceEvent e) =>
        Enum.GetNames<OrderStatus>().Contains(e.Status) ? Sql.Literal(e.Status) : e.Status;

    private string? Expression(string column) => mapping.Columns.FirstOrDefault(c => c.Key == column).Value;

    private IEnumerable<string> EventList()
    {
        if (mapping.Events.Count > 0)
        {
            var events = mapping.Events.Select((e, number) => string.Create(
                CultureInfo.InvariantCulture,
                $"struct_pack(status := {AsText(Status(e))}, moment := {AsText(e.Timestamp)}, salt := {Salt(number)}::bigint)"));
            yield return $"unnest([{string.Join(", ", events)}]) as event";
        }
    }

    private static long Salt(int number) => unchecked((long)((ulong)number * EventSalt));

    private string Final(FeedColumn column)
    {
        var name = Sql.Identifier(column.Name);
        if (mapping.Events.Count > 0 && MappingCheck.EventColumns(feed) is var (status, timestamp))
        {
            if (column.Name == status)
            {
                return $"event.status as {name}";
            }

            if (column.Name == timestamp)
            {
                return $"{ToUtc("event.moment")} as {name}";
            }
        }

        return Expression(column.Name) is null ? $"cast(null as varchar) as {name}"
            : column.Kind == FeedColumnKind.Timestamp ? $"{ToUtc(name)} as {name}"
            : name;
    }

    /// <summary>Events of one row are told apart by their hashes too.</summary>
    private string FinalOrigin() => mapping.Events.Count > 0
        ? string.Join(", ", MetaColumns.All.Select(c => c == MetaColumns.Hash ? $"xor({c}, event.salt) as {c}" : c))
        : Origin;

    /// <summary>
    /// A time as text in UTC; what is no time stays as it is, for the models to refuse. A time that names its own offset
    /// needs no zone. Local hours that the clock skipped or had twice are resolved by the zone's rules, never an error.
    /// </summary>
    private string ToUtc(string text)
    {
        var format = mapping.TimeFormat is null ? null : Sql.Literal(mapping.TimeFormat);
        var hasOwnZone = mapping.TimeFormat?.Contains("%z", StringComparison.OrdinalIgnoreCase) == true;
        var parsed = format is null || hasOwnZone
            ? $"try_cast({text} as timestamp)"
            : $"coalesce(try_strptime({text}, {format}), try_cast({text} as timestamp))";
        var utc = mapping.TimeZone is null ? parsed : $"timezone('UTC', timezone({Sql.Literal(mapping.TimeZone)}, {parsed}))";
        var withOffset = $"timezone('UTC', try_cast({text} as timestamptz))";
        var either = $"case when regexp_matches({text}, '{TimeWithOffset}') then {withOffset} else {utc} end";
        var moment = hasOwnZone ? $"coalesce(timezone('UTC', try_strptime({text}, {format})), {either})" : either;
        return $"coalesce(cast({moment} as varchar), {text})";
    }
}
