namespace Waybill.Connectors.Files;

/// <summary>A whole file that waits in the workspace's state for the drop with which it arrives.</summary>
/// <param name="HeldPath">Where it waits, relative to the workspace.</param>
/// <param name="Path">Where it will land, relative to the workspace.</param>
/// <param name="Window">Index of the window with whose drop it arrives.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Hash">XXH64 of its content.</param>
public sealed record HeldFile(string HeldPath, string Path, int Window, long Length, ulong Hash);
