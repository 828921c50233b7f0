using Waybill.Events.Ledger;
using Waybill.Events.Rows;
using Waybill.Events.Text;
using Waybill.Events.Values;
using Waybill.Sim.Factory;

namespace Waybill.Sim.Faults;

/// <summary>Puts faults into qc_checks.</summary>
internal sealed class CheckFaultWriter(CheckCsv codec, FeedFaults faults, Plant plant, BatchFaultWriter batches)
    : FactoryFaultWriter<CheckRow>(codec, faults, plant)
{
    private const int MostFieldsOfShortRow = 4;
    private const int FirstOrphan = 90_000_000;
    private const int Orphans = 1_000_000;

    /// <summary>No machine makes so many batches a day.</summary>
    private const int FirstMissingBatch = 900;
    private const int MissingBatches = 100;

    private readonly Latin1Names _latin1 = new(plant.Vocabulary.DefectNotes);
    private readonly ByteBuffer _bytes = new(256);

    protected override bool TryApply(FaultKind kind, in CheckRow row, ref FaultDice dice)
    {
        switch (kind)
        {
            case FaultKind.NullValue:
                return Blank(kind, (int)CheckColumn.InspectorId, in row);
            case FaultKind.ZoneMixup:
                return MixUpZone(in row);
            case FaultKind.NameVariant:
                Written.Clear();
                NameVariants.AppendResult(Written, FactoryVocabulary.Results.Raw(row.Passed ? 1 : 0), ref dice);
                return Change(kind, (int)CheckColumn.PassFail, in row, repairable: true);
            case FaultKind.Typo:
                return Mistype(
                    (int)CheckColumn.DefectNotes, in row, Plant.Vocabulary.DefectNotes.Raw(row.Notes), ref dice, repairable: false);
            case FaultKind.OrphanUpdate:
                CheckRow orphan = row with
                {
                    Number = FirstOrphan + dice.Below(Orphans),
                    Batch = row.Batch with { Sequence = FirstMissingBatch + dice.Below(MissingBatches) },
                    SourceSeq = row.SourceSeq - 1,
                };
                return AddOrphan(in row, in orphan);
            case FaultKind.BrokenRow:
                return Break(in row, MostFieldsOfShortRow, ref dice);
            case FaultKind.BadEncoding:
                return WriteLatin1(in row);
            default:
                return false;
        }
    }

    /// <summary>The plant's own time as if it were UTC. Its batch proves it, unless that cannot be read.</summary>
    private bool MixUpZone(in CheckRow row)
    {
        Instant local = row.At.AddSeconds(Plant.SecondsAheadOfUtc);
        bool isProven = !batches.Lost.Contains(row.Batch) || !Plant.IsOpenAt(local);
        return Retime(FaultKind.ZoneMixup, (int)CheckColumn.CheckTimestamp, in row, local, isProven);
    }

    private bool WriteLatin1(in CheckRow row)
    {
        ReadOnlySpan<byte> latin1 = _latin1[row.Notes];
        if (latin1.IsEmpty)
        {
            return false;
        }

        // The ledger is UTF-8 throughout, so it shows the bytes in hexadecimal.
        Written.Clear();
        Written.Append("\\x"u8);
        Convert.TryToHexStringLower(latin1, Written.GetSpan(latin1.Length * 2), out int digits);
        Written.Advance(digits);
        _bytes.Clear();
        CsvText.AppendField(_bytes, latin1);
        return ChangeTo(
            FaultKind.BadEncoding, (int)CheckColumn.DefectNotes, in row, _bytes.Written, Written.Written, repairable: true);
    }
}
