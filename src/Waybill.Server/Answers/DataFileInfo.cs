namespace Waybill.Server.Answers;

/// <summary>A data file of a snapshot.</summary>
/// <param name="Path">Its place below the table's folder.</param>
/// <param name="Format">PARQUET.</param>
/// <param name="Rows">Rows in it.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Partition">Its partition values, as in <c>day=2026-01-03</c>; empty when the table has none.</param>
public sealed record DataFileInfo(string Path, string Format, long Rows, long Bytes, string Partition);
