namespace Waybill.Cli.Running;

/// <summary>What is to go.</summary>
/// <param name="Tables">Names of tables; empty for all.</param>
/// <param name="KeepDays">Snapshots of so many days before the lake's newest stay.</param>
/// <param name="Keep">So many of the newest snapshots of a table stay whatever their age; at least 1.</param>
/// <param name="IsDryRun">Tells what would go, and changes nothing.</param>
internal sealed record ExpireJobOptions(IReadOnlyList<string> Tables, int KeepDays, int Keep, bool IsDryRun);
