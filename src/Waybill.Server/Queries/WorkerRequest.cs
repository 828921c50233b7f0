namespace Waybill.Server.Queries;

/// <summary>What a worker is told: one line of JSON on its standard input.</summary>
/// <param name="Setup">Statements that make the tables readable; run before the walls go up.</param>
/// <param name="Sql">The query.</param>
/// <param name="Folder">The only folder whose files can be read while it runs.</param>
/// <param name="IsCsv">CSV instead of JSON.</param>
/// <param name="MaxRows">More rows are left out.</param>
/// <param name="MaxBytes">Rows are left out when the JSON is longer.</param>
internal sealed record WorkerRequest(IReadOnlyList<string> Setup, string Sql, string Folder, bool IsCsv, int MaxRows, long MaxBytes);
