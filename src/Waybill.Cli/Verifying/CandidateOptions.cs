namespace Waybill.Cli.Verifying;

/// <summary>A table that another system built and that shall be scored.</summary>
/// <param name="Source">A CSV, JSON or Parquet file, a folder of an Iceberg table or of such files, or the address of a PostgreSQL table.</param>
/// <param name="Table">The table of ours that it stands for.</param>
/// <param name="Maps">Pairs <c>theirs=ours</c> of columns with other names.</param>
internal sealed record CandidateOptions(string Source, string Table, IReadOnlyList<string> Maps);
