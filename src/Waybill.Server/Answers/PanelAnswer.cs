namespace Waybill.Server.Answers;

/// <summary>Rows from the lake.</summary>
/// <param name="Id">The panel, or the table that was read.</param>
/// <param name="Columns">The columns, in the order of the cells.</param>
/// <param name="Rows">Cells by row: numbers, text, true, false or null. Dates are yyyy-MM-dd, timestamps ISO 8601 UTC; integers beyond 2^53 are text.</param>
/// <param name="AsOf">When the newest of the tables was committed, ISO 8601 UTC; null when there is none.</param>
/// <param name="Seconds">How long the query took when it was computed.</param>
/// <param name="Available">False: the lake lacks a table that is needed, and there are no rows.</param>
/// <param name="Hint">What to do when it is not available; null otherwise.</param>
/// <param name="Truncated">There are more rows than were asked for or are allowed.</param>
public sealed record PanelAnswer(
    string Id, IReadOnlyList<AnswerColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows, string? AsOf, double Seconds, bool Available, string? Hint,
    bool Truncated);
