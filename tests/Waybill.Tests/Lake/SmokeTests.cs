using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.Tests.Lake;

public sealed class SmokeTests
{
    [Fact]
    public void Rows_that_were_appended_are_read_back()
    {
        using var lake = new TempLake();
        var definition = TableDefinition.Of(("id", PrimitiveType.Long, true), ("name", PrimitiveType.Text, false), ("at", PrimitiveType.TimestampTz, false));
        definition = definition with { Spec = PartitionSpec.Build(definition.Schema, ("at", Transform.Day)) };
        var table = lake.Catalog.Create(new TableId("silver", "orders"), definition, lake.Stamp());
        table = lake.Append(table, "select i as id, 'n' || i as name, timestamptz '2026-01-01 00:00:00+00' + interval (i) hour as at from range(100) t(i)");

        var again = lake.Catalog.Load(table.Id);
        Assert.Equal(table.CurrentSnapshotId, again.CurrentSnapshotId);
        Assert.Equal(100, lake.Long($"select count(*) from {again.ToSql()}"));
        Assert.Equal(4950, lake.Long($"select sum(id)::bigint from {again.ToSql()}"));
        foreach (var f in Directory.GetFiles(lake.Root, "*", SearchOption.AllDirectories))
        {
            TestContext.Current.TestOutputHelper?.WriteLine(f);
        }
        TestContext.Current.TestOutputHelper?.WriteLine(File.ReadAllText(Path.Combine(lake.Root, "silver/orders/metadata/v2.metadata.json")));
    }
}
