using Waybill.Connectors.Capture;
using Waybill.Connectors.Postgres;
using Waybill.Connectors.Postgres.Loading;
using Waybill.Events;
using Waybill.IntegrationTests.Capture;
using Waybill.IntegrationTests.Cli;
using Waybill.IntegrationTests.Postgres.Loading;
using Waybill.IntegrationTests.Postgres.Schema;
using Waybill.Lake.Catalog;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.IntegrationTests.Postgres;

[Collection(SharedShopServer.Name)]
public sealed class OldServerTests(ShopServer shop)
{
    [Fact]
    public async Task A_server_that_is_too_old_is_refused_by_all_that_need_a_newer_one()
    {
        using var sample = new LoadSample(shop.Server, "too_old");
        using var old = new OldServer(shop.Server.Port);
        using var folder = new TemporaryFolder();
        var address = PostgresDatabase.Parse(old.Address);
        var table = sample.Lake.Create("t", TableDefinition.Of(("id", PrimitiveType.Int, false)));
        var load = new PostgresLoad(address, new PostgresLoadOptions { Schema = sample.Loaded.Name });

        var errors = new[]
        {
            await Assert.ThrowsAsync<WaybillException>(() => ShopServer.Schema.ApplyAsync(address, CancellationToken.None)),
            await Assert.ThrowsAsync<WaybillException>(() => ReplicationCapture.OpenAsync(
                address, new CaptureFolder(folder.Root), new CaptureOptions(), new CaptureNotes(), CancellationToken.None)),
            await Assert.ThrowsAsync<WaybillException>(() => load.RunAsync(
                sample.Lake.Sql, [LoadSample.Table(table, "id")], new Progress<LoadStep>(), CancellationToken.None)),
        };

        Assert.All(errors, error => Assert.Equal(WaybillErrorKind.BadInput, error.Kind));
        Assert.All(errors, error => Assert.Contains("9.6", error.Message));
        Assert.All(errors, error => Assert.Contains("or newer", error.Advice));
    }
}
