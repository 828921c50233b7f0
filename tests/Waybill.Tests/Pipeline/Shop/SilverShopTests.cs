using Xunit;

namespace Waybill.Tests.Pipeline.Shop;

public sealed class SilverShopTests : IDisposable
{
    private readonly TestPipeline _pipeline = new();
    private readonly ShopChanges _changes = new();

    [Fact, Long]
    public void The_change_with_the_highest_lsn_is_what_a_row_is_whatever_came_first()
    {
        var first = _changes.Insert("customers", ("customer_id", 1), ("full_name", "Ana")).Land(1);
        var second = _changes.Update("customers", ("customer_id", 1), ("full_name", "Ana Lee")).Land(2);

        Run(second);
        Run(first);

        Assert.Equal("Ana Lee", _pipeline.Scalar<string>("select string_agg(full_name) from silver.shop_customers"));
    }

    [Fact, Long]
    public void A_deleted_row_is_gone_and_comes_back_when_it_is_inserted_again()
    {
        Run(_changes.Insert("wishlist", ("customer_id", 1), ("product_id", 2)).Insert("wishlist", ("customer_id", 1), ("product_id", 3)).Land(1));
        Run(_changes.Delete("wishlist", ("customer_id", 1), ("product_id", 2), ("added_at", null)).Land(2));
        var afterDeletion = _pipeline.Scalar<string>("select string_agg(product_id) from silver.shop_wishlist");

        Run(_changes.Insert("wishlist", ("customer_id", 1), ("product_id", 2)).Land(3));

        Assert.Equal("3", afterDeletion);
        Assert.Equal(2, _pipeline.Scalar<long>("select count(*) from silver.shop_wishlist"));
    }

    [Fact]
    public void Changes_that_come_again_in_another_file_change_nothing()
    {
        var drops = _changes.Order("A", 1).Order("B", 1).Update("orders", ("order_id", "A"), ("status", "Shipped")).Land(1);
        Run(drops);
        var before = _pipeline.Contents("silver");

        Run([.. drops.Select(d => d with { Name = d.Name.Replace(".csv", "_again.csv", StringComparison.Ordinal) })]);

        Assert.Equal(before, _pipeline.Contents("silver"));
    }

    [Fact, Long]
    public void A_change_that_cannot_be_read_waits_in_quarantine_and_the_one_before_it_holds()
    {
        Run(_changes.Order("A", 1, ("total", "10.00")).Land(1));

        Run(_changes.Update("orders", ("order_id", "A"), ("total", "ten")).Update("orders", ("order_id", ""), ("total", "1.00")).Land(2));

        Assert.Equal("10.00", _pipeline.Scalar<string>("select string_agg(total) from silver.shop_orders"));
        Assert.Equal("missing_order_id, unreadable_total",
            _pipeline.Scalar<string>("select string_agg(_rule, ', ' order by _rule) from quarantine.silver_shop_orders where _raw is not null"));
    }

    [Fact]
    public void A_change_without_a_place_in_the_stream_is_never_guessed_at()
    {
        var drop = _changes.Order("A", 1).Land(1).Single();
        drop.Rows[0][1] = "";

        Run([drop]);

        Assert.Equal("unreadable_change", _pipeline.Scalar<string>("select string_agg(_rule) from quarantine.silver_shop_orders"));
        Assert.Equal(0, _pipeline.Scalar<long>("select count(*) from silver.shop_orders"));
    }

    [Fact, Long]
    public void A_workspace_without_a_shop_has_none_of_its_tables()
    {
        foreach (var drop in OrderStory.Tell(seed: 1, orders: 5))
        {
            _pipeline.Door.Add(drop);
        }

        var steps = _pipeline.Run();

        Assert.DoesNotContain(steps, s => s.Model.Contains("shop", StringComparison.Ordinal));
        Assert.DoesNotContain(_pipeline.Catalog.List(), t => t.Name.Contains("shop", StringComparison.Ordinal));
        Assert.Contains(steps, s => s.Model == "gold.kpi_gmv");
    }

    public void Dispose() => _pipeline.Dispose();

    /// <summary>Lands files and refines their tables.</summary>
    private void Run(IReadOnlyList<Drop> drops)
    {
        foreach (var drop in drops)
        {
            _pipeline.Door.Add(drop);
        }

        _pipeline.Run(select: [.. drops.Select(d => "+silver." + d.Feed).Distinct()]);
    }
}
