namespace Waybill.Connectors.Csv;

/// <summary>A header that was understood, or why the file is refused.</summary>
internal sealed record HeaderReading(CsvLayout? Layout, string Problem)
{
    /// <summary>Something worth telling about a header that was understood, or null.</summary>
    internal string? Remark { get; init; }

    internal static HeaderReading Refuse(string problem) => new(null, problem);
}
