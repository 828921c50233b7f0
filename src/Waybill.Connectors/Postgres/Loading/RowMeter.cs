namespace Waybill.Connectors.Postgres.Loading;

/// <summary>Tells how far a load is while a table's rows go by.</summary>
internal sealed class RowMeter(IProgress<LoadStep> progress, LoadTable table, int tablesDone, int total)
{
    // A table that is merged passes more rows than it has; it must not look finished before it is.
    private const double MostOfATable = 0.95;

    private long _rows;

    public void Add(long rows)
    {
        _rows += rows;
        var share = Math.Min(MostOfATable, (double)_rows / Math.Max(1, table.Source.EstimatedRows));
        progress.Report(new LoadStep(table.Name, tablesDone + share, total));
    }
}
