using System.Text;

namespace Waybill.Connectors.Reading;

/// <summary>
/// What is known about a file once it has been read through: its content, its columns, where to divide it.
/// </summary>
internal sealed record SurveyedFile
{
    /// <summary>Path relative to the landing root.</summary>
    public required string Name { get; init; }

    /// <summary>The file that rows are read from: the original, or its UTF-8 form when it is UTF-16.</summary>
    public required string ReadPath { get; init; }

    public required string ContentId { get; init; }

    /// <summary>Length of the original.</summary>
    public required long Bytes { get; init; }

    /// <summary>
    /// Length and time of <see cref="ReadPath"/> when it was surveyed; both must be the same when it is read.
    /// </summary>
    public required long ReadBytes { get; init; }

    public required DateTime ReadModifiedUtc { get; init; }

    public required long LandedAtMicros { get; init; }

    /// <summary>
    /// UTF-16 of either byte order when the original is that; null for UTF-8 and what is decoded row by row.
    /// </summary>
    public Encoding? Utf16 { get; init; }

    public required SurveyedBody Body { get; init; }
}
