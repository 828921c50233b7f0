namespace Waybill.Connectors.Reading;

/// <summary>A file of a feed, as the directory lists it.</summary>
internal sealed record FoundFile(FileToRead File, long Length, DateTime ModifiedUtc);
