namespace Waybill.Events.Sinks;

/// <summary>Takes ledger lines, cell by cell.</summary>
public interface ILedgerSink
{
    /// <param name="lines">Whole lines; read before the call returns.</param>
    void Append(ReadOnlySpan<byte> lines);
}
