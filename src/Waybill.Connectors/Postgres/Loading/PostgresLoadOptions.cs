using System.Text.RegularExpressions;
using Waybill.Events;

namespace Waybill.Connectors.Postgres.Loading;

/// <summary>Where and how to load.</summary>
public sealed partial record PostgresLoadOptions
{
    /// <summary>The schema; made when it is missing.</summary>
    /// <exception cref="WaybillException">Usage: not a name of a schema of ours.</exception>
    public string Schema
    {
        get;
        init => field = SchemaName().IsMatch(value) && !value.StartsWith("pg_", StringComparison.Ordinal) && value != "information_schema"
            ? value
            : throw new WaybillException(WaybillErrorKind.Usage, $"'{value}' is not a name for a schema to load into.",
                "Use lower-case letters, digits and underscores, for example gold.");
    } = "gold";

    /// <summary>Read every row of every table, also of those that did not change, and put right what differs.</summary>
    public bool FullRefresh { get; init; }

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,62}$")]
    private static partial Regex SchemaName();
}
