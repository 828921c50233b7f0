namespace Waybill.Connectors.Capture;

/// <summary>A replication slot as the server has it now.</summary>
/// <param name="Plugin">What decodes the log for it.</param>
/// <param name="Database">Whose changes it holds.</param>
/// <param name="ActiveProcess">The server's process that sends from it; null when nobody reads it.</param>
/// <param name="Confirmed">What was committed before is forgotten; none while the slot is being made.</param>
/// <param name="IsLost">Whether the server has removed log that it needs.</param>
internal sealed record SlotFacts(string? Plugin, string? Database, int? ActiveProcess, Lsn Confirmed, bool IsLost);
