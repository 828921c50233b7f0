using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Waybill.Connectors.Hashing;
using Waybill.Connectors.Reading;

namespace Waybill.Connectors.Csv;

/// <summary>
/// Reads a file through once before its rows are read: takes its content hash, understands its header, and divides it
/// at record starts, with their line numbers, so that the divisions can be read on their own. Memory is bounded by the
/// longest record that is allowed.
/// </summary>
internal sealed class FileSurveyor(CsvTarget target, ReadLimits limits, string scratchFolder, byte? delimiter = null)
{
    private static readonly byte[] Utf8Mark = [0xEF, 0xBB, 0xBF];

    /// <summary>Throws <see cref="IOException"/> and <see cref="UnauthorizedAccessException"/> when the file cannot be read.</summary>
    internal SurveyedFile Survey(FileToRead file)
    {
        using var handle = Open(file.Path);
        var hash = new ContentHash();
        using var window = new ReadWindow(handle, limits.ReadBytes, hash);
        while (window.Length < Utf8Mark.Length && window.More())
        {
        }

        return Utf16Transcoder.Detect(window.Bytes) is { } utf16
            ? SurveyUtf16(file, window, hash, utf16)
            : SurveyUtf8(file, handle, window, file.Path, hash.Id, null);
    }

    private static SafeFileHandle Open(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);

    private SurveyedFile SurveyUtf16(FileToRead file, ReadWindow window, ContentHash hash, Encoding utf16)
    {
        var path = Path.Combine(
            scratchFolder, string.Create(CultureInfo.InvariantCulture, $"waybill-{Environment.ProcessId}-{hash.First():x16}.utf8"));
        Utf16Transcoder.Write(window, utf16, path);
        using var handle = Open(path);
        using var transcoded = new ReadWindow(handle, limits.ReadBytes, hash: null);
        transcoded.More();
        return SurveyUtf8(file, handle, transcoded, path, hash.Id, utf16) with { Bytes = window.Offset };
    }

    private SurveyedFile SurveyUtf8(
        FileToRead file, SafeFileHandle handle, ReadWindow window, string path, Func<string> contentId, Encoding? utf16)
    {
        var modified = File.GetLastWriteTimeUtc(handle);
        if (window.Bytes.StartsWith(Utf8Mark))
        {
            window.Advance(Utf8Mark.Length);
        }

        var body = new BodySurvey(file, window, limits);
        CsvLayout? layout = null;
        string? note = null;
        if (body.SkipBlankLines())
        {
            layout = ReadHeader(body);
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
            body.Run(layout);
        }

        return new SurveyedFile
        {
            Name = file.Name,
            ReadPath = path,
            ContentId = contentId(),
            Bytes = window.Offset,
            ReadBytes = window.Offset,
            ReadModifiedUtc = modified,
            LandedAtMicros = file.LandedAtMicros,
            Utf16 = utf16,
            Layout = layout,
            Segments = body.Segments,
            Rejects = body.Rejects,
            Note = note,
        };
    }

    private CsvLayout? ReadHeader(BodySurvey body)
    {
        var line = body.FirstLine();
        var reading = line.Length > limits.MaxRejectBytes
            ? HeaderReading.Refuse("the first line is longer than a header can be; is this a CSV file with line ends?")
            : HeaderReader.Read(line, target, delimiter);
        if (reading.Layout is null)
        {
            body.RefuseFile(line, reading.Problem);
            return null;
        }

        body.EndHeader(line.Length);
        return reading.Layout;
    }
}
