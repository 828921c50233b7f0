using Waybill.Events.Feeds;
using Waybill.Events.Ledger;
using Waybill.Events.Rows;
using Waybill.Events.Text;
using Waybill.Events.Values;
using Waybill.Sim.Commerce;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.Faults;

/// <summary>Puts faults into the sales feed.</summary>
internal sealed class SalesFaultWriter(SalesWriter clean, FeedVocabulary vocabulary, FeedFaults faults)
    : IFeedWriter<SalesRow>
{
    private const int MostFieldsOfShortRow = 6;
    private const long ImpossibleGrams = 1_000_000_000;

    /// <summary>A weight in grams that is more than this cannot be kilograms, so it proves its unit.</summary>
    private const int ProvenGrams = 500;

    private static readonly SalesColumn[] Nullable =
        [SalesColumn.CustomerName, SalesColumn.WeightKg, SalesColumn.ShippingCost];

    private static readonly SalesColumn[] Words =
        [SalesColumn.Status, SalesColumn.Channel, SalesColumn.Carrier, SalesColumn.CustomerName];

    private readonly SalesCsv _csv = clean.Csv;
    private readonly Latin1Names _latin1 = new(vocabulary.Customers);
    private readonly ByteBuffer _line = new(SalesCsv.MaxRowLength);
    private readonly ByteBuffer _otherLine = new(SalesCsv.MaxRowLength);
    private readonly ByteBuffer _key = new(64);
    private readonly ByteBuffer _true = new(256);
    private readonly ByteBuffer _written = new(256);

    public void Open(int cell) => faults.Open(cell);

    public void Begin(DropWindow window, FeedSegment segment)
    {
        clean.Begin(window, segment);
        for (ReadOnlySpan<byte> held = faults.TakeHeld(window); !held.IsEmpty; held = held[PackedSales.Length..])
        {
            clean.Write(PackedSales.Read(held));
        }

        faults.Begin(window, segment);
    }

    public void Write(in SalesRow row)
    {
        if (faults.PassesClean(row.SoldAt))
        {
            clean.Write(in row);
            return;
        }

        if (faults.Strike(row.SoldAt) is not { } kind || !TryApply(kind, in row))
        {
            int offset = faults.Segment.Bytes.Length;
            clean.Write(in row);
            faults.NoteClean(offset, row.SoldAt);
        }
    }

    public void End() => faults.End();

    public void Save(SnapshotWriter writer) => faults.Save(writer);

    public void Load(int cell, ref SnapshotReader reader) => faults.Load(cell, ref reader);

    /// <summary>Writes the row with its fault; false when the kind cannot apply to it.</summary>
    private bool TryApply(FaultKind kind, in SalesRow row)
    {
        Render(_key, SalesColumn.OrderId, in row);
        if (kind == FaultKind.Late)
        {
            PackedSales.Append(faults.Delay(_key.Written, row.SoldAt), in row);
            return true;
        }

        _line.Clear();
        _csv.Append(_line, in row);
        ref FaultDice dice = ref faults.Dice(kind);
        switch (kind)
        {
            case FaultKind.NullValue:
                _written.Clear();
                return Change(kind, Nullable[dice.Below(Nullable.Length)], in row, repairable: false);
            case FaultKind.NameVariant:
                return Respell(Words[dice.Below(Words.Length - 1)], in row, ref dice);
            case FaultKind.Typo:
                return Mistype(Words[dice.Below(Words.Length)], in row, ref dice);
            case FaultKind.UnitMixup:
                Number(row.Weight.Grams, thousandths: null);
                return Change(kind, SalesColumn.WeightKg, in row, row.Weight.Grams > ProvenGrams);
            case FaultKind.Outlier:
                return WriteOutlier(in row, ref dice);
            case FaultKind.BrokenRow:
                _otherLine.Clear();
                LineFaults.AppendBroken(_otherLine, _line.Written, MostFieldsOfShortRow, ref dice);
                return ReplaceLine(kind, in row);
            case FaultKind.BadQuoting:
                return WriteOpenQuote(in row);
            case FaultKind.BadEncoding:
                return WriteLatin1(in row);
            case FaultKind.ConflictingDuplicate:
                return Contradict(in row, ref dice);
            default:
                if (faults.Displace(kind, _line.Written, _key.Written, row.SoldAt) is { } held)
                {
                    PackedSales.Append(held, in row);
                }

                return true;
        }
    }

    private bool Respell(SalesColumn column, in SalesRow row, ref FaultDice dice)
    {
        Render(_true, column, in row);
        _written.Clear();
        WordFaults.AppendVariant(_written, _true.Written, ref dice);
        return Change(FaultKind.NameVariant, column, in row, repairable: true);
    }

    private bool Mistype(SalesColumn column, in SalesRow row, ref FaultDice dice)
    {
        Render(_true, column, in row);
        _written.Clear();
        return WordFaults.TryAppendTypo(_written, _true.Written, ref dice)
            && Change(FaultKind.Typo, column, in row, repairable: column != SalesColumn.CustomerName);
    }

    private bool WriteOutlier(in SalesRow row, ref FaultDice dice)
    {
        switch (dice.Below(3))
        {
            case 0:
                Number(-row.Weight.Grams, thousandths: true);
                return Change(FaultKind.Outlier, SalesColumn.WeightKg, in row, repairable: false);
            case 1:
                Number(ImpossibleGrams + ((long)dice.Below(1_000_000) * 1_000) + row.Weight.Grams, thousandths: true);
                return Change(FaultKind.Outlier, SalesColumn.WeightKg, in row, repairable: false);
            default:
                Number(-row.ShippingCost.Cents, thousandths: false);
                return Change(FaultKind.Outlier, SalesColumn.ShippingCost, in row, repairable: false);
        }
    }

    private bool WriteOpenQuote(in SalesRow row)
    {
        if (vocabulary.Products.Field(row.Product)[0] == (byte)'"')
        {
            return false; // The product's own quotes would close the one that shall stay open.
        }

        _written.Clear();
        _written.Append((byte)'"');
        _written.Append(vocabulary.Customers.Raw(row.Customer));
        return Change(FaultKind.BadQuoting, SalesColumn.CustomerName, in row, repairable: false);
    }

    private bool WriteLatin1(in SalesRow row)
    {
        ReadOnlySpan<byte> latin1 = _latin1[row.Customer];
        if (latin1.IsEmpty)
        {
            return false;
        }

        // The ledger is UTF-8 throughout, so it shows the bytes in hexadecimal.
        _written.Clear();
        _written.Append("\\x"u8);
        Convert.TryToHexStringLower(latin1, _written.GetSpan(latin1.Length * 2), out int digits);
        _written.Advance(digits);
        Render(_true, SalesColumn.CustomerName, in row);
        faults.Record(
            FaultKind.BadEncoding,
            _key.Written,
            row.SoldAt,
            faults.Window,
            repairable: true,
            "customer_name"u8,
            _true.Written,
            _written.Written);
        faults.WriteReplaced(_line.Written, (int)SalesColumn.CustomerName, latin1);
        return true;
    }

    private bool Contradict(in SalesRow row, ref FaultDice dice)
    {
        bool quantity = dice.Below(2) == 0;
        SalesRow stale = quantity
            ? row with { Quantity = row.Quantity + dice.Between(1, 3), SourceSeq = row.SourceSeq - 1 }
            : row with
            {
                UnitPrice = new Money(row.UnitPrice.Cents + 1 + (row.UnitPrice.Cents * dice.Between(1, 20) / 100)),
                SourceSeq = row.SourceSeq - 1,
            };
        SalesColumn column = quantity ? SalesColumn.Quantity : SalesColumn.UnitPrice;
        Render(_true, column, in row);
        Render(_written, column, in stale);
        _otherLine.Clear();
        _csv.Append(_otherLine, in stale);
        ByteBuffer? held = faults.Contradict(
            _otherLine.Written,
            _line.Written,
            _key.Written,
            row.SoldAt,
            Name(column),
            _true.Written,
            _written.Written);
        if (held is not null)
        {
            PackedSales.Append(held, in stale);
        }

        return true;
    }

    private bool ReplaceLine(FaultKind kind, in SalesRow row)
    {
        faults.Record(
            kind,
            _key.Written,
            row.SoldAt,
            faults.Window,
            repairable: false,
            "row"u8,
            _line.Written[..^1],
            _otherLine.Written[..^1]);
        faults.Write(_otherLine.Written);
        return true;
    }

    /// <summary>Writes the row with one column as it stands in the buffer of written values.</summary>
    private bool Change(FaultKind kind, SalesColumn column, in SalesRow row, bool repairable)
    {
        Render(_true, column, in row);
        faults.Record(
            kind, _key.Written, row.SoldAt, faults.Window, repairable, Name(column), _true.Written, _written.Written);
        faults.WriteReplaced(_line.Written, (int)column, _written.Written);
        return true;
    }

    private void Render(ByteBuffer target, SalesColumn column, in SalesRow row)
    {
        target.Clear();
        _csv.WriteField(target, column, in row);
    }

    /// <summary>Puts a number into the buffer of written values: thousandths, hundredths, or (null) whole.</summary>
    private void Number(long value, bool? thousandths)
    {
        _written.Clear();
        ref byte start = ref _written.Reserve(64);
        _written.Advance(thousandths switch
        {
            true => Utf8Number.WriteThousandths(ref start, 0, value),
            false => Utf8Number.WriteHundredths(ref start, 0, value),
            null => Utf8Number.WriteSigned(ref start, 0, value),
        });
    }

    private static ReadOnlySpan<byte> Name(SalesColumn column) => ColumnNames.Sales[(int)column];
}
