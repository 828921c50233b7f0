namespace Waybill.Connectors.Reading;

/// <summary>How the text of a file is made up: understands its beginning and divides the rest.</summary>
internal interface IFileFormat
{
    /// <summary>
    /// Reads the window to its end. It starts behind a byte order mark and holds UTF-8 or what passes for it.
    /// </summary>
    SurveyedBody Survey(FileToRead file, ReadWindow window, ReadLimits limits);
}
