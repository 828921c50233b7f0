using System.Runtime.CompilerServices;
using Waybill.Events.Feeds;
using Waybill.Events.Text;
using Waybill.Events.Values;

namespace Waybill.Events.Rows;

/// <summary>
/// Writes rows of the sales feed. <see cref="Append"/> is the fast way for a whole row; <see cref="WriteField"/> gives
/// the same bytes column by column for those who change one. Not for use by several threads.
/// </summary>
public sealed class SalesCsv(FeedVocabulary vocabulary)
{
    /// <summary>No row is longer, its line feed included.</summary>
    public const int MaxRowLength = 1024;

    private readonly DateTextCache _dates = new();
    private readonly OrderIdTextCache _ids = new();
    private readonly TextTable _customers = vocabulary.Customers;
    private readonly TextTable _products = vocabulary.Products;
    private readonly TextTable _cities = vocabulary.Cities;
    private readonly TextTable _regions = vocabulary.Regions;
    private readonly TextTable _channels = vocabulary.Channels;
    private readonly TextTable _carriers = vocabulary.Carriers;

    /// <summary>Appends a row and its line feed.</summary>
    public void Append(ByteBuffer buffer, in SalesRow row)
    {
        ref byte start = ref buffer.Reserve(MaxRowLength + Utf8Number.Slack);
        int at = Comma(ref start, _ids.Write(ref start, 0, row.Id));
        at = _customers.WriteFieldAndComma(ref start, at, row.Customer);
        at = _products.WriteFieldAndComma(ref start, at, row.Product);
        at = Comma(ref start, Utf8Number.Write(ref start, at, (uint)row.Quantity));
        at = Comma(ref start, Utf8Number.WriteHundredths(ref start, at, row.UnitPrice.Cents));
        at = _cities.WriteFieldAndComma(ref start, at, row.Origin);
        at = _cities.WriteFieldAndComma(ref start, at, row.Destination);
        at = Comma(ref start, Utf8Number.WriteThousandths(ref start, at, row.Weight.Grams));
        at = Comma(ref start, Utf8Number.WriteHundredths(ref start, at, row.ShippingCost.Cents));
        at = FeedVocabulary.Statuses.WriteFieldAndComma(ref start, at, (int)OrderStatus.Pending);
        at = Comma(ref start, _dates.WriteTimestamp(ref start, at, row.SoldAt));
        at = _channels.WriteFieldAndComma(ref start, at, row.Channel);
        at = _carriers.WriteFieldAndComma(ref start, at, row.Carrier);
        at = _regions.WriteFieldAndComma(ref start, at, row.Region);
        at = Comma(ref start, _dates.WriteTimestamp(ref start, at, row.PromisedAt));
        at = Utf8Number.Write(ref start, at, (ulong)row.SourceSeq);
        Unsafe.Add(ref start, at) = (byte)'\n';
        buffer.Advance(at + 1);
    }

    /// <summary>Appends one field of the row, quoted when it needs it, without comma.</summary>
    public void WriteField(ByteBuffer buffer, SalesColumn column, in SalesRow row)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        switch (column)
        {
            case SalesColumn.CustomerName:
                buffer.Append(_customers.Field(row.Customer));
                break;
            case SalesColumn.Product:
                buffer.Append(_products.Field(row.Product));
                break;
            case SalesColumn.Origin:
                buffer.Append(_cities.Field(row.Origin));
                break;
            case SalesColumn.Destination:
                buffer.Append(_cities.Field(row.Destination));
                break;
            case SalesColumn.Status:
                buffer.Append(FeedVocabulary.Statuses.Field((int)OrderStatus.Pending));
                break;
            case SalesColumn.Channel:
                buffer.Append(_channels.Field(row.Channel));
                break;
            case SalesColumn.Carrier:
                buffer.Append(_carriers.Field(row.Carrier));
                break;
            case SalesColumn.Region:
                buffer.Append(_regions.Field(row.Region));
                break;
            default:
                ref byte start = ref buffer.Reserve(Instant.MaxTextLength + Utf8Number.Slack);
                buffer.Advance(WriteNumber(ref start, column, in row));
                break;
        }
    }

    private int WriteNumber(ref byte start, SalesColumn column, in SalesRow row) => column switch
    {
        SalesColumn.OrderId => _ids.Write(ref start, 0, row.Id),
        SalesColumn.Quantity => Utf8Number.Write(ref start, 0, (uint)row.Quantity),
        SalesColumn.UnitPrice => Utf8Number.WriteHundredths(ref start, 0, row.UnitPrice.Cents),
        SalesColumn.WeightKg => Utf8Number.WriteThousandths(ref start, 0, row.Weight.Grams),
        SalesColumn.ShippingCost => Utf8Number.WriteHundredths(ref start, 0, row.ShippingCost.Cents),
        SalesColumn.SaleTimestamp => _dates.WriteTimestamp(ref start, 0, row.SoldAt),
        SalesColumn.PromisedAt => _dates.WriteTimestamp(ref start, 0, row.PromisedAt),
        SalesColumn.SourceSeq => Utf8Number.Write(ref start, 0, (ulong)row.SourceSeq),
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "Not a column of the sales feed."),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Comma(ref byte start, int at)
    {
        Unsafe.Add(ref start, at) = (byte)',';
        return at + 1;
    }
}
