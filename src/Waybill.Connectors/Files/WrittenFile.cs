namespace Waybill.Connectors.Files;

/// <summary>A file that has been written and published, or is about to be.</summary>
/// <param name="Path">Relative to the workspace, with forward slashes.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Hash">XXH3 (64 bits) of its content.</param>
public readonly record struct WrittenFile(string Path, long Length, ulong Hash);
