using System.IO.Hashing;

namespace Waybill.Connectors.Reading;

/// <summary>Collects what the readers of one part refuse.</summary>
internal sealed class RejectSink(ReadLimits limits)
{
    private readonly List<Reject> _rejects = [];

    internal IReadOnlyList<Reject> All => _rejects;

    /// <param name="file">The file that the piece stands in.</param>
    /// <param name="rule">What it broke.</param>
    /// <param name="detail">The same for people.</param>
    /// <param name="line">Where it starts.</param>
    /// <param name="offset">Where it starts, in bytes.</param>
    /// <param name="raw">Its bytes as they were read; turned back into the original when the file is UTF-16.</param>
    internal void Add(SurveyedFile file, string rule, string detail, long line, long offset, ReadOnlySpan<byte> raw)
    {
        var original = file.Utf16 is null ? raw : Utf16Transcoder.ToOriginal(raw, file.Utf16);
        _rejects.Add(new Reject(
            rule,
            detail,
            file.Name,
            line,
            offset,
            original[..limits.KeptOf(original.Length)].ToArray(),
            original.Length,
            XxHash64.HashToUInt64(original),
            file.LandedAtMicros));
    }
}
