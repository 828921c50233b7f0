using System.Globalization;
using Waybill.Connectors.Reading;

namespace Waybill.Connectors.Csv;

/// <summary>Why a record is no row, in words.</summary>
internal static class CsvRejects
{
    internal static (string Rule, string Detail) Describe(CsvLayout layout, RecordScan scan) => scan.Outcome switch
    {
        RecordOutcome.Ragged => (RejectRules.RaggedRow, string.Create(
            CultureInfo.InvariantCulture, $"the row has {scan.Fields} fields, the header {layout.Fields.Count}")),
        RecordOutcome.BadQuoting =>
            (RejectRules.BadQuoting, $"text stands behind the closing quote of {Column(layout, scan.FailedField)}"),
        _ => (RejectRules.UnclosedQuote, $"the quote that opens {Column(layout, scan.FailedField)} is not closed"),
    };

    private static string Column(CsvLayout layout, int field) =>
        field < layout.Fields.Count ? $"column '{layout.Fields[field].Name}'" : "a field behind the last column";
}
