using Waybill.Events.Ledger;
using Waybill.Events.Rows;
using Waybill.Events.Text;
using Waybill.Events.Values;
using Waybill.Sim.Factory;

namespace Waybill.Sim.Faults;

/// <summary>Puts faults into production_batches, and knows which batches nobody will read.</summary>
internal sealed class BatchFaultWriter(BatchCsv codec, FeedFaults faults, Plant plant)
    : FactoryFaultWriter<BatchRow>(codec, faults, plant)
{
    private const int MostFieldsOfShortRow = 5;
    private const int MostDriftSeconds = 300;
    private const int MostSecondsBackwards = 3 * 3_600;
    private const int ImpossibleUnits = 1_000_000;

    private readonly HashSet<BatchId> _lost = [];

    /// <summary>The day's batches whose rows cannot be read in any file.</summary>
    public IReadOnlySet<BatchId> Lost => _lost;

    protected override void BeginDay() => _lost.Clear();

    protected override void EndDay(ReadOnlySpan<BatchRow> rows)
    {
        foreach (ref readonly BatchRow row in rows[^Faults.RowsLost..])
        {
            _lost.Add(row.Id);
        }
    }

    protected override bool TryApply(FaultKind kind, in BatchRow row, ref FaultDice dice)
    {
        switch (kind)
        {
            case FaultKind.NullValue:
                return Blank(kind, (int)BatchColumn.UnitsDefective, in row);
            case FaultKind.ConflictingDuplicate:
                return Contradict(in row, ref dice);
            case FaultKind.ClockDrift:
                return Drift(in row, ref dice);
            case FaultKind.TimeBackwards:
                return Retime(
                    kind, (int)BatchColumn.EndTime, in row, row.StartedAt.AddSeconds(-dice.Between(60, MostSecondsBackwards)));
            case FaultKind.IdVariant:
                return RespellMachine((int)BatchColumn.MachineId, in row, row.Id.Machine, ref dice);
            case FaultKind.NameVariant:
                Written.Clear();
                NameVariants.AppendProduct(Written, Plant.Vocabulary.Products.Raw(row.Product), ref dice);
                return Change(kind, (int)BatchColumn.ProductName, in row, repairable: true);
            case FaultKind.Typo:
                return Mistype(
                    (int)BatchColumn.ProductName, in row, Plant.Vocabulary.Products.Raw(row.Product), ref dice, repairable: true);
            case FaultKind.Outlier:
                return WriteOutlier(in row, ref dice);
            case FaultKind.BadQuoting:
                _lost.Add(row.Id);
                Written.Clear();
                Written.Append((byte)'"');
                Written.Append(Plant.Vocabulary.Products.Raw(row.Product));
                return ChangeRaw(kind, (int)BatchColumn.ProductName, in row, repairable: false);
            case FaultKind.BrokenRow:
                _lost.Add(row.Id);
                return Break(in row, MostFieldsOfShortRow, ref dice);
            default:
                return false;
        }
    }

    private bool Contradict(in BatchRow row, ref FaultDice dice)
    {
        bool produced = dice.Below(2) == 0;
        int more = dice.Between(1, 9);
        BatchRow stale = produced
            ? row with { Produced = row.Produced + more, SourceSeq = row.SourceSeq - 1 }
            : row with { Defective = row.Defective + more, SourceSeq = row.SourceSeq - 1 };
        return Contradict(in row, in stale, (int)(produced ? BatchColumn.UnitsProduced : BatchColumn.UnitsDefective));
    }

    private bool Drift(in BatchRow row, ref FaultDice dice)
    {
        bool start = dice.Below(2) == 0;
        int seconds = dice.Between(1, MostDriftSeconds);
        Instant time = start ? row.StartedAt : row.EndedAt;
        return Retime(
            FaultKind.ClockDrift,
            (int)(start ? BatchColumn.StartTime : BatchColumn.EndTime),
            in row,
            time.AddSeconds(dice.Below(2) == 0 ? seconds : -seconds));
    }

    private bool WriteOutlier(in BatchRow row, ref FaultDice dice)
    {
        int units = dice.Below(2) == 0 ? -row.Produced : ImpossibleUnits + dice.Below(8 * ImpossibleUnits);
        Written.Clear();
        ref byte start = ref Written.Reserve(20 + Utf8Number.Slack);
        Written.Advance(Utf8Number.WriteSigned(ref start, 0, units));
        return Change(FaultKind.Outlier, (int)BatchColumn.UnitsProduced, in row, repairable: false);
    }
}
