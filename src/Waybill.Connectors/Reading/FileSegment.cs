namespace Waybill.Connectors.Reading;

/// <summary>A run of whole records in a file.</summary>
/// <param name="Offset">Where its first record starts.</param>
/// <param name="Length">Bytes to the end of its last record's line end.</param>
/// <param name="FirstLine">Physical line of its first record.</param>
internal readonly record struct FileSegment(long Offset, long Length, long FirstLine);
