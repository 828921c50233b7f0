using Waybill.Connectors.Reading;

namespace Waybill.Connectors.Json;

/// <summary>A JSON array, values one after the other, or JSON lines.</summary>
/// <param name="isLines">True when every line is an element.</param>
internal sealed class JsonFormat(bool isLines) : IFileFormat
{
    public SurveyedBody Survey(FileToRead file, ReadWindow window, ReadLimits limits)
    {
        var survey = new JsonSurvey(file, window, limits, isLines);
        var layout = survey.Run();
        return new SurveyedBody(layout, survey.Segments, survey.Rejects, survey.Note);
    }
}
