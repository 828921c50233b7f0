namespace Waybill.Connectors.Postgres.Loading;

/// <summary>Something about a loaded table that people should know.</summary>
/// <param name="Table">Its name, without schema.</param>
/// <param name="Message">What and why, and what to do about it.</param>
/// <param name="IsProblem">The table is there, but something that was declared about it does not hold.</param>
public sealed record LoadNote(string Table, string Message, bool IsProblem = false);
