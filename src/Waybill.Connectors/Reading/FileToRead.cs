namespace Waybill.Connectors.Reading;

/// <summary>A file before it is opened.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Name">What it is called in rows and rejects: relative to the landing root, forward slashes.</param>
/// <param name="LandedAtMicros">When it landed, µs since 1970 UTC.</param>
internal sealed record FileToRead(string Path, string Name, long LandedAtMicros);
