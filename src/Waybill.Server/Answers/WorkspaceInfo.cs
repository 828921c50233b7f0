namespace Waybill.Server.Answers;

/// <summary>What is served.</summary>
/// <param name="Name">Name of the workspace's folder.</param>
/// <param name="Mode"><c>serve</c>: what is there is shown; <c>up</c>: a world runs in this process as well.</param>
/// <param name="Scenario">The scenario of the simulated world; null where data come from outside.</param>
/// <param name="Seed">Seed of the simulated world as text, because it may have 20 digits; null where data come from outside.</param>
/// <param name="WorldTime">How far the simulated world has come, ISO 8601 UTC; null where data come from outside.</param>
/// <param name="SnapshotId">Changes whenever any table of the lake does.</param>
/// <param name="Feeds">The feeds that files ever landed for.</param>
/// <param name="Pages">The dashboard's pages.</param>
/// <param name="Version">Version of the program.</param>
public sealed record WorkspaceInfo(
    string Name, string Mode, string? Scenario, string? Seed, string? WorldTime, string SnapshotId, IReadOnlyList<string> Feeds,
    IReadOnlyList<PageInfo> Pages, string Version);
