namespace Waybill.Pipeline.Models;

/// <summary>How a model's result becomes a table.</summary>
public enum Materialization
{
    /// <summary>Rows are only ever added. From a landing feed: one commit per arrival. From tables: new rows of changed keys.</summary>
    Append,

    /// <summary>The rows of every changed key are replaced by what the model says now.</summary>
    Merge,

    /// <summary>The whole table is built anew when any input changed; for small tables.</summary>
    Replace,

    /// <summary>
    /// A slowly changing dimension of type 2: the query says what was so and when, the table has a row for each time that it changed,
    /// with <c>valid_from</c>, <c>valid_to</c> (null while it holds) and <c>is_current</c>.
    /// </summary>
    Scd2,

    /// <summary>Not stored: inlined where it is read.</summary>
    View,
}
