using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Waybill.Connectors.Hashing;

namespace Waybill.Connectors.Reading;

/// <summary>
/// Reads a file through once before its rows are read: takes its content hash, understands its header, and divides it
/// at record starts, with their line numbers, so that the divisions can be read on their own. Memory is bounded by the
/// longest record that is allowed.
/// </summary>
internal sealed class FileSurveyor(IFileFormat format, ReadLimits limits, string scratchFolder)
{
    private static readonly byte[] Utf8Mark = [0xEF, 0xBB, 0xBF];
    private static int _scratchFiles;

    /// <summary>
    /// Throws <see cref="IOException"/> and <see cref="UnauthorizedAccessException"/> when the file cannot be read.
    /// </summary>
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
        Directory.CreateDirectory(scratchFolder);
        var number = Interlocked.Increment(ref _scratchFiles);
        var path = Path.Combine(
            scratchFolder, string.Create(CultureInfo.InvariantCulture, $"waybill-{Environment.ProcessId}-{number}.utf8"));
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

        var body = format.Survey(file, window, limits);
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
            Body = body,
        };
    }
}
