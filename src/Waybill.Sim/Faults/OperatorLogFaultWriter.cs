using Waybill.Events.Ledger;
using Waybill.Events.Rows;
using Waybill.Events.Values;
using Waybill.Sim.Factory;

namespace Waybill.Sim.Faults;

/// <summary>Puts faults into operator_logs.</summary>
internal sealed class OperatorLogFaultWriter(OperatorLogCsv codec, FeedFaults faults, Plant plant)
    : FactoryFaultWriter<OperatorLogRow>(codec, faults, plant)
{
    private const int MostFieldsOfShortRow = 4;

    protected override bool TryApply(FaultKind kind, in OperatorLogRow row, ref FaultDice dice)
    {
        switch (kind)
        {
            case FaultKind.ZoneMixup:
                // Only the plant's opening hours prove it: no batch belongs to an entry.
                Instant local = row.At.AddSeconds(Plant.SecondsAheadOfUtc);
                return Retime(kind, (int)OperatorLogColumn.LogTimestamp, in row, local, !Plant.IsOpenAt(local));
            case FaultKind.IdVariant:
                return RespellMachine((int)OperatorLogColumn.MachineId, in row, row.Machine, ref dice);
            case FaultKind.NameVariant:
                Written.Clear();
                WordFaults.AppendVariant(Written, FactoryVocabulary.Actions.Raw((int)row.Action), ref dice);
                return Change(kind, (int)OperatorLogColumn.Action, in row, repairable: true);
            case FaultKind.Typo:
                return Mistype(
                    (int)OperatorLogColumn.Notes, in row, Plant.Vocabulary.OperatorNotes.Raw(row.Notes), ref dice, repairable: false);
            case FaultKind.BrokenRow:
                return Break(in row, MostFieldsOfShortRow, ref dice);
            default:
                return false;
        }
    }
}
