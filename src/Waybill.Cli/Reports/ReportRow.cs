namespace Waybill.Cli.Reports;

/// <summary>A row by the names of its columns.</summary>
internal sealed class ReportRow(IReadOnlyDictionary<string, object?> cells)
{
    public object? this[string column] => cells[column];

    public IReadOnlyDictionary<string, object?> Cells => cells;
}
