using Waybill.DuckDb;
using Waybill.Pipeline.Engine;

namespace Waybill.Pipeline.Score;

/// <summary>Makes the sealed truth readable, for score queries alone.</summary>
internal static class TruthTables
{
    private static readonly string[] ParquetTables = ["orders", "order_status_events"];

    public static void Define(ModelSession session, string truth)
    {
        foreach (var table in ParquetTables)
        {
            var folder = Path.Combine(truth, table);
            if (!Directory.Exists(folder) || !Directory.EnumerateFiles(folder, "*.parquet").Any())
            {
                throw new PipelineException(PipelineErrorKind.NotFound, $"There is no truth for {table} in {folder}.",
                    "Only data from 'waybill simulate' have a truth; it must be written with --truth full.");
            }

            session.Define($"truth.{table}", $"read_parquet({Sql.Literal(Path.Combine(folder, "*.parquet"))})");
        }

        session.Define("truth.ledger",
            $"read_csv({Sql.Literal(Path.Combine(truth, "ledger", "*.csv"))}, all_varchar = true, header = true, delim = ',', quote = '\"', escape = '\"', nullstr = '')");
    }
}
