using Waybill.Connectors.Csv;

namespace Waybill.Connectors.Landing;

/// <summary>A file of a feed, as the directory lists it.</summary>
internal sealed record FoundFile(FileToRead File, long Length, DateTime ModifiedUtc);
