using Waybill.Connectors.Capture;
using Waybill.Events;
using Xunit;

namespace Waybill.IntegrationTests.Capture;

public sealed class PublicationTests(LogicalServer server) : IClassFixture<LogicalServer>
{
    [Fact]
    public async Task Tables_of_other_schemas_and_tables_that_are_not_followed_are_passed_over()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "other_schemas");
        await shop.ExecuteAsync("""
            create schema other;
            create table other.carriers (carrier_id bigint primary key, name text);
            create publication mixed for table other.carriers, shop.carriers, shop.order_statuses
            """);
        using var workspace = new CapturedWorkspace(shop, new CaptureOptions { Slot = "other_schemas", Publication = "mixed" });
        await workspace.CatchUpAsync();

        await shop.ExecuteAsync("""
            begin;
            insert into other.carriers values (7, 'not ours');
            insert into shop.carriers (carrier_id, name) values (2, 'two');
            update other.carriers set name = 'still not ours';
            delete from other.carriers;
            update shop.order_statuses set status = status;
            commit
            """);
        await shop.ExecuteAsync("truncate other.carriers");
        var notes = await workspace.CatchUpAsync();

        Assert.Equal(["R 1", "I 2"], workspace.Changes.Lines("carriers").Select(l => $"{l["op"]} {l["carrier_id"]}"));
        Assert.Empty(workspace.Changes.Lines("order_statuses"));
        Assert.Equal(["other.carriers", "shop.order_statuses"], notes.Notes.Select(n => n.Split(' ')[0]));
        Assert.Equal(1, notes.Batches.Sum(b => b.Changes));
    }

    [Fact]
    public async Task A_publication_for_all_tables_is_refused_and_the_advice_can_be_followed()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "all_tables");
        await shop.ExecuteAsync("create publication everything for all tables");
        using var refused = new CapturedWorkspace(shop, new CaptureOptions { Slot = "all_tables", Publication = "everything" });

        var error = await Assert.ThrowsAsync<WaybillException>(() => refused.CatchUpAsync());
        var folder = new CaptureFolder(refused.Root);
        await using (await ReplicationCapture.OpenAsync(
            shop.Address, folder, refused.Options with { Publication = "ours" }, new CaptureNotes(), CancellationToken.None))
        {
        }

        Assert.Equal(WaybillErrorKind.BadInput, error.Kind);
        Assert.Contains("for all tables", error.Message);
        Assert.Contains("--publication", error.Advice);
        Assert.Equal("ours", folder.State.Publication);
        Assert.Equal(await shop.RowsAsync("carriers"), refused.Changes.Rows("carriers", "carrier_id"));
    }
}
