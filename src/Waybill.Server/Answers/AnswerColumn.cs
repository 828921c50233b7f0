namespace Waybill.Server.Answers;

/// <summary>A column of an answer.</summary>
/// <param name="Name">Its name in the SQL.</param>
/// <param name="Type">integer, number, text, date, timestamp or boolean; null while the tables behind it are not there.</param>
/// <param name="Unit">The unit of its numbers; null where there is none.</param>
/// <param name="Meaning">What it says, for people; null where nobody wrote it down.</param>
public sealed record AnswerColumn(string Name, string? Type, string? Unit, string? Meaning);
