using Waybill.Connectors.Reading;

namespace Waybill.Connectors.Csv;

/// <summary>Text with a header line and delimited fields.</summary>
/// <param name="target">The columns that are asked for.</param>
/// <param name="delimiter">Null finds it in the header.</param>
internal sealed class CsvFormat(ColumnTarget target, byte? delimiter = null) : IFileFormat
{
    public SurveyedBody Survey(FileToRead file, ReadWindow window, ReadLimits limits)
    {
        var survey = new CsvSurvey(file, window, limits);
        CsvLayout? layout = null;
        string? note = null;
        if (survey.SkipBlankLines())
        {
            (layout, note) = ReadHeader(survey, limits);
        }
        else
        {
            note = "the file is empty";
        }

        if (layout is null)
        {
            window.Drain();
        }
        else
        {
            survey.Run(layout);
        }

        return new SurveyedBody(layout, survey.Segments, survey.Rejects, note);
    }

    private (CsvLayout? Layout, string? Remark) ReadHeader(CsvSurvey survey, ReadLimits limits)
    {
        var line = survey.FirstLine();
        var reading = line.Length > limits.MaxRejectBytes
            ? HeaderReading.Refuse("the first line is longer than a header can be; is this a CSV file with line ends?")
            : HeaderReader.Read(line, target, delimiter);
        if (reading.Layout is null)
        {
            survey.RefuseFile(line, reading.Problem);
            return default;
        }

        survey.EndHeader(line.Length);
        return (reading.Layout, reading.Remark);
    }
}
