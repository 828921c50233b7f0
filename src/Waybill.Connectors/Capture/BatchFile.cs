namespace Waybill.Connectors.Capture;

/// <summary>A file that is whole and on the disk under another name, and about to land.</summary>
/// <param name="From">Where it lies, relative to the workspace.</param>
/// <param name="To">Where it lands, relative to the workspace.</param>
/// <param name="Length">Bytes.</param>
public sealed record BatchFile(string From, string To, long Length);
