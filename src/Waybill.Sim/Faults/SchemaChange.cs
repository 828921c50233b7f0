using System.Globalization;
using Waybill.Events.Feeds;
using Waybill.Events.Ledger;

namespace Waybill.Sim.Faults;

/// <summary>A change of a feed's schema on a day: from then on its files have it.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="Day">First day of files with the change, counted from the world's first day as 0.</param>
/// <param name="Kind">What changes.</param>
/// <param name="Column">Name of the column, in the catalogue's words; of an added one its new name.</param>
/// <param name="To">Of a rename the new name; of a retype or an added column one of <see cref="ForRetype"/> or
/// <see cref="ForAdd"/>; otherwise empty.</param>
public sealed record SchemaChange(FeedDefinition Feed, int Day, SchemaChangeKind Kind, string Column, string To = "")
{
    /// <summary>Types of an added column.</summary>
    public static IReadOnlyList<string> ForAdd { get; } = ["text", "number"];

    /// <summary>The kind of the ledger lines that tell of it.</summary>
    public FaultKind FaultKind => Kind switch
    {
        SchemaChangeKind.Add => FaultKind.ColumnAdded,
        SchemaChangeKind.Rename => FaultKind.ColumnRenamed,
        SchemaChangeKind.Drop => FaultKind.ColumnRemoved,
        _ => FaultKind.TypeChanged,
    };

    /// <summary>What the column is called or made of before, as the ledger says it.</summary>
    public string Before => Kind switch
    {
        SchemaChangeKind.Add => "",
        SchemaChangeKind.Rename or SchemaChangeKind.Drop => Column,
        _ => TypeOf(Feed.Columns[Feed.FindColumn(Column)].Kind),
    };

    /// <summary>What it is called or made of afterwards; empty when it is gone.</summary>
    public string After => Kind switch
    {
        SchemaChangeKind.Add => Column,
        SchemaChangeKind.Drop => "",
        SchemaChangeKind.Widen => WiderType(Feed.Columns[Feed.FindColumn(Column)].Kind),
        _ => To,
    };

    /// <summary>
    /// Whether everything that the feed's catalogue knows can still be read: not when a column is gone, or renamed to
    /// something that is no alias of it.
    /// </summary>
    public bool IsRepairable => Kind switch
    {
        SchemaChangeKind.Drop => false,
        SchemaChangeKind.Rename => Feed.FindColumn(To) == Feed.FindColumn(Column),
        _ => true,
    };

    /// <summary>Types in which a column of this kind can be written instead.</summary>
    public static IReadOnlyList<string> ForRetype(FeedColumnKind kind) => kind switch
    {
        FeedColumnKind.Timestamp => ["epoch", "iso"],
        FeedColumnKind.WholeNumber or FeedColumnKind.Money or FeedColumnKind.Kilograms or FeedColumnKind.Number => ["text"],
        _ => [],
    };

    /// <summary>Whether a column of this kind can be written wider.</summary>
    public static bool CanWiden(FeedColumnKind kind) => ForRetype(kind).Count > 0;

    internal string Describe() => string.Create(CultureInfo.InvariantCulture, $"{Feed.Name}/{Day}/{Kind}/{Column}/{To}");

    private static string TypeOf(FeedColumnKind kind) => kind switch
    {
        FeedColumnKind.WholeNumber => "integer",
        FeedColumnKind.Timestamp => "timestamp",
        _ => "decimal",
    };

    private static string WiderType(FeedColumnKind kind) => kind switch
    {
        FeedColumnKind.WholeNumber => "decimal",
        FeedColumnKind.Timestamp => "timestamp with microseconds",
        _ => "decimal with two more places",
    };
}
