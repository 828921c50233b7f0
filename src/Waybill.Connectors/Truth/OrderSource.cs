using Waybill.DuckDb;
using Waybill.Events.Rows;
using Waybill.Events.Text;

namespace Waybill.Connectors.Truth;

/// <summary>Hands clean orders to DuckDB: the rows of <c>truth/orders</c>.</summary>
internal sealed class OrderSource(RowPipe<SalesRow> rows, FeedVocabulary vocabulary) : ITableSource
{
    private readonly OrderIdTextCache _ids = new();
    private readonly byte[] _id = new byte[64];

    public static IReadOnlyList<DuckDbColumn> Columns { get; } =
    [
        new("order_id", DuckDbType.Varchar),
        new("customer_name", DuckDbType.Varchar),
        new("product", DuckDbType.Varchar),
        new("quantity", DuckDbType.Integer),
        new("unit_price", DuckDbType.Decimal(18, 2)),
        new("origin", DuckDbType.Varchar),
        new("destination", DuckDbType.Varchar),
        new("weight_kg", DuckDbType.Decimal(18, 3)),
        new("shipping_cost", DuckDbType.Decimal(18, 2)),
        new("channel", DuckDbType.Varchar),
        new("carrier", DuckDbType.Varchar),
        new("region", DuckDbType.Varchar),
        new("ordered_at", DuckDbType.TimestampTz),
        new("promised_at", DuckDbType.TimestampTz),
        new("source_seq", DuckDbType.BigInt),
    ];

    public int Fill(ChunkWriter chunk)
    {
        ReadOnlySpan<SalesRow> batch = rows.Read();
        if (batch.IsEmpty)
        {
            return 0;
        }

        FillNumbers(chunk, batch);
        for (int i = 0; i < batch.Length; i++)
        {
            ref readonly SalesRow row = ref batch[i];
            chunk.SetBlob(0, i, _id.AsSpan(0, _ids.Write(ref _id[0], 0, row.Id)));
            PinnedText.Set(chunk, 1, i, vocabulary.Customers.Raw(row.Customer));
            PinnedText.Set(chunk, 2, i, vocabulary.Products.Raw(row.Product));
            PinnedText.Set(chunk, 5, i, vocabulary.Cities.Raw(row.Origin));
            PinnedText.Set(chunk, 6, i, vocabulary.Cities.Raw(row.Destination));
            PinnedText.Set(chunk, 9, i, vocabulary.Channels.Raw(row.Channel));
            PinnedText.Set(chunk, 10, i, vocabulary.Carriers.Raw(row.Carrier));
            PinnedText.Set(chunk, 11, i, vocabulary.Regions.Raw(row.Region));
        }

        int count = batch.Length;
        rows.Release();
        return count;
    }

    public void Dispose()
    {
    }

    private static void FillNumbers(ChunkWriter chunk, ReadOnlySpan<SalesRow> batch)
    {
        Span<int> quantity = chunk.Int32(3);
        Span<long> price = chunk.Int64(4);
        Span<long> weight = chunk.Int64(7);
        Span<long> shipping = chunk.Int64(8);
        Span<long> ordered = chunk.Int64(12);
        Span<long> promised = chunk.Int64(13);
        Span<long> sequence = chunk.Int64(14);
        for (int i = 0; i < batch.Length; i++)
        {
            ref readonly SalesRow row = ref batch[i];
            quantity[i] = row.Quantity;
            price[i] = row.UnitPrice.Cents;
            weight[i] = row.Weight.Grams;
            shipping[i] = row.ShippingCost.Cents;
            ordered[i] = row.SoldAt.Microseconds;
            promised[i] = row.PromisedAt.Microseconds;
            sequence[i] = row.SourceSeq;
        }
    }
}
