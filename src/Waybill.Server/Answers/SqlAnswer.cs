namespace Waybill.Server.Answers;

/// <summary>The result of a query of one's own.</summary>
/// <param name="Columns">The columns, in the order of the cells.</param>
/// <param name="Rows">Cells by row, as in the answer of a panel; lists and structs are text.</param>
/// <param name="Truncated">There are more rows than these.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record SqlAnswer(IReadOnlyList<AnswerColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows, bool Truncated, double Seconds);
