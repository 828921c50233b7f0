namespace Waybill.Connectors.Reading;

/// <summary>The names by which rejects are counted; they are part of the quarantine tables' content.</summary>
internal static class RejectRules
{
    internal const string RaggedRow = "ragged_row";
    internal const string UnclosedQuote = "unclosed_quote";
    internal const string BadQuoting = "bad_quoting";
    internal const string NulByte = "nul_byte";
    internal const string LineTooLong = "line_too_long";
    internal const string BadEncoding = "bad_encoding";
    internal const string BadHeader = "bad_header";
    internal const string BadJson = "bad_json";
}
