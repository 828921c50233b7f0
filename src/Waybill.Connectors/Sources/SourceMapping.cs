namespace Waybill.Connectors.Sources;

/// <summary>How somebody's own files become rows of a feed; one entry of <c>sources:</c> in waybill.yaml.</summary>
public sealed record SourceMapping
{
    /// <summary>The mapping's name in messages.</summary>
    public required string Name { get; init; }

    /// <summary>The feed that its rows belong to.</summary>
    public required string Feed { get; init; }

    /// <summary>Absolute path of the folder that the inputs' files lie in, at any depth.</summary>
    public required string Folder { get; init; }

    /// <summary>
    /// The inputs. The first one drives: each row comes from one of its rows and bears its file and line.
    /// </summary>
    public required IReadOnlyList<SourceInput> Inputs { get; init; }

    /// <summary>
    /// What stands behind SQL's <c>from</c>: a join over the inputs' names; null is the first input alone.
    /// </summary>
    public string? From { get; init; }

    /// <summary>
    /// SQL expressions over the inputs by the feed's column names; columns that are not named are null.
    /// </summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Columns { get; init; }

    /// <summary>
    /// For feeds of events: the events that one row tells of, instead of its status and time columns.
    /// </summary>
    public IReadOnlyList<SourceEvent> Events { get; init; } = [];

    /// <summary>The feed's columns that tell rows apart; each must be mapped.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>
    /// How times are written, in the signs of DuckDB's strptime (<c>%d/%m/%Y %H:%M</c>); null, and what does not fit, is
    /// read as ISO 8601.
    /// </summary>
    public string? TimeFormat { get; init; }

    /// <summary>IANA name of the zone of times that are written without one; null is UTC.</summary>
    public string? TimeZone { get; init; }
}
