namespace Waybill.Connectors.Capture;

/// <summary>How copied rows become lines.</summary>
/// <param name="Op">Letter of the lines.</param>
/// <param name="NextNumber">Gives the number of each line.</param>
/// <param name="Mark">Their transaction.</param>
/// <param name="Batch">Takes them.</param>
internal sealed record CopyLines(byte Op, Func<long> NextNumber, TransactionMark Mark, OpenBatch Batch);
