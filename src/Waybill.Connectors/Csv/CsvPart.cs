namespace Waybill.Connectors.Csv;

/// <summary>Segments, of one or many files, that are read one after the other by one reader.</summary>
internal sealed record CsvPart(IReadOnlyList<(SurveyedFile File, CsvSegment Segment)> Segments)
{
    /// <summary>
    /// Divides the segments of all files, in their order, into parts of about the same size. The division depends on the
    /// files alone, never on how many threads there are.
    /// </summary>
    internal static List<CsvPart> Divide(IEnumerable<SurveyedFile> files, CsvLimits limits)
    {
        var parts = new List<CsvPart>();
        var current = new List<(SurveyedFile, CsvSegment)>();
        long bytes = 0;
        foreach (var file in files)
        {
            foreach (var segment in file.Segments)
            {
                if (bytes > 0 && bytes + segment.Length > limits.PartBytes + (limits.PartBytes / 4))
                {
                    parts.Add(new CsvPart(current));
                    (current, bytes) = ([], 0);
                }

                current.Add((file, segment));
                bytes += segment.Length;
            }
        }

        if (current.Count > 0)
        {
            parts.Add(new CsvPart(current));
        }

        return parts;
    }
}
