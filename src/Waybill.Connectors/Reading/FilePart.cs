namespace Waybill.Connectors.Reading;

/// <summary>Segments, of one or many files, that are read one after the other by one reader.</summary>
internal sealed record FilePart(IReadOnlyList<(SurveyedFile File, FileSegment Segment)> Segments)
{
    /// <summary>
    /// Divides the segments of all files, in their order, into parts of about the same size. The division depends on the
    /// files alone, never on how many threads there are.
    /// </summary>
    internal static List<FilePart> Divide(IEnumerable<SurveyedFile> files, ReadLimits limits)
    {
        var parts = new List<FilePart>();
        var current = new List<(SurveyedFile, FileSegment)>();
        long bytes = 0;
        foreach (var file in files)
        {
            foreach (var segment in file.Body.Segments)
            {
                if (bytes > 0 && bytes + segment.Length > limits.PartBytes + (limits.PartBytes / 4))
                {
                    parts.Add(new FilePart(current));
                    (current, bytes) = ([], 0);
                }

                current.Add((file, segment));
                bytes += segment.Length;
            }
        }

        if (current.Count > 0)
        {
            parts.Add(new FilePart(current));
        }

        return parts;
    }
}
