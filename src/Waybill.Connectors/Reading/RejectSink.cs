using System.Globalization;
using Waybill.Connectors.Csv;
using Waybill.Connectors.Hashing;

namespace Waybill.Connectors.Reading;

/// <summary>Collects what the readers of one part refuse.</summary>
internal sealed class RejectSink(ReadLimits limits)
{
    private readonly List<Reject> _rejects = [];

    internal IReadOnlyList<Reject> All => _rejects;

    /// <param name="file">The file that the piece stands in.</param>
    /// <param name="scan">What is wrong with it.</param>
    /// <param name="line">Where it starts.</param>
    /// <param name="offset">Where it starts, in bytes.</param>
    /// <param name="raw">Its bytes as they were read; turned back into the original when the file is UTF-16.</param>
    internal void Add(SurveyedFile file, RecordScan scan, long line, long offset, ReadOnlySpan<byte> raw)
    {
        var layout = file.Layout!; // a file without a layout has no segments to read
        var (rule, detail) = scan.Outcome switch
        {
            RecordOutcome.Ragged => (RejectRules.RaggedRow, Ragged(layout, scan.Fields)),
            RecordOutcome.BadQuoting =>
                (RejectRules.BadQuoting, $"text stands behind the closing quote of {Column(layout, scan.FailedField)}"),
            _ => (RejectRules.UnclosedQuote, $"the quote that opens {Column(layout, scan.FailedField)} is not closed"),
        };
        Add(file, rule, detail, line, offset, raw);
    }

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
            XxHash64.Hash(original),
            file.LandedAtMicros));
    }

    private static string Ragged(CsvLayout layout, int fields) => string.Create(
        CultureInfo.InvariantCulture, $"the row has {fields} fields, the header {layout.Fields.Count}");

    private static string Column(CsvLayout layout, int field) =>
        field < layout.Fields.Count ? $"column '{layout.Fields[field].Name}'" : "a field behind the last column";
}
