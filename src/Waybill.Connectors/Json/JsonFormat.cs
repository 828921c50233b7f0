using Waybill.Connectors.Reading;

namespace Waybill.Connectors.Json;

/// <summary>A JSON array, values one after the other, or JSON lines.</summary>
/// <param name="isLines">True when every line is an element.</param>
/// <param name="target">The columns that are asked for; null takes every key, and the whole element besides.</param>
internal sealed class JsonFormat(bool isLines, ColumnTarget? target = null) : IFileFormat
{
    public SurveyedBody Survey(FileToRead file, ReadWindow window, ReadLimits limits)
    {
        var survey = new JsonSurvey(file, window, limits, isLines, target);
        var layout = survey.Run();
        return new SurveyedBody(layout, layout is null ? [] : survey.Segments, survey.Rejects, survey.Note);
    }
}
