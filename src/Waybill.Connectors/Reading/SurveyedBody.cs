namespace Waybill.Connectors.Reading;

/// <summary>What a survey found in the text of a file.</summary>
/// <param name="Layout">Null when nothing can be read: the file is empty or was refused.</param>
/// <param name="Segments">Where the file is divided.</param>
/// <param name="Rejects">What is lost already: a bad header, lines that are too long.</param>
/// <param name="Note">Something worth telling that is no error, or null.</param>
internal sealed record SurveyedBody(
    IFileLayout? Layout, IReadOnlyList<FileSegment> Segments, IReadOnlyList<Reject> Rejects, string? Note);
