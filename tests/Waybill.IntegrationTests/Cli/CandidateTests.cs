using Waybill.Cli.Commands;
using Waybill.Cli.Verifying;
using Waybill.Cli.Workspaces;
using Waybill.Events;
using Waybill.Lake.Catalog;
using Waybill.Pipeline.Engine;
using Waybill.Pipeline.Score;
using Xunit;

namespace Waybill.IntegrationTests.Cli;

/// <summary>Tables that another system built are scored like ours, whatever they are written in.</summary>
public sealed class CandidateTests(BuiltDemo demo) : IClassFixture<BuiltDemo>
{
    private readonly TemporaryFolder _folder = demo.Folder;

    [Theory]
    [InlineData("orders.csv", "format csv, header")]
    [InlineData("orders.json", "format json")]
    [InlineData("orders.parquet", "format parquet")]
    public void A_right_table_passes_in_every_format(string file, string format)
    {
        Export("select * from silver.orders", file, format);

        var verification = Score(file, "silver.orders");

        Assert.True(verification.Pass);
        Assert.Contains(verification.Checks, c => c.Name == "quantity wrong" && c.Pass);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_Iceberg_table_is_read_whatever_its_metadata_files_are_called(bool isForeign)
    {
        var copy = _folder.PathOf(isForeign ? "foreign table" : "own/sales");
        CopyFolder(_folder.PathOf("world/lake/gold/sales"), copy);
        if (isForeign)
        {
            var newest = Directory.GetFiles(Path.Combine(copy, "metadata"), "v*.metadata.json").OrderBy(f => f.Length).ThenBy(f => f, StringComparer.Ordinal).Last();
            File.Move(newest, Path.Combine(copy, "metadata", "00012-0b9f.metadata.json"));
            foreach (var old in Directory.GetFiles(Path.Combine(copy, "metadata"), "v*.metadata.json"))
            {
                File.Delete(old);
            }
        }

        Assert.True(Score(copy, "gold.sales").Pass);
    }

    [Fact]
    public void Missing_doubled_and_invented_rows_and_wrong_cells_are_told_apart()
    {
        Export("""
            select * replace (case when place = 4 then quantity + 1 else quantity end as quantity, case when place = 5 then 'X-1' else order_id end as order_id)
            from (select *, row_number() over (order by order_id) as place from silver.orders)
            where place <> 2
            union all
            select *, 0 from (from silver.orders order by order_id limit 1)
            """, "wrong.parquet", "format parquet");

        var verification = Score("wrong.parquet", "silver.orders");

        Assert.False(verification.Pass);
        var table = Assert.Single(verification.Tables);
        Assert.Equal((2, 1, 1), (table.Missing, table.Extra, table.Doubled));
        Assert.Equal(1, table.Columns.Single(c => c.Name == "quantity").Wrong);
        Assert.Contains(verification.Differences, d => d.What == "extra" && d.Key == "X-1");
    }

    [Fact]
    public void What_nobody_can_know_is_not_held_against_a_candidate()
    {
        Export("select * replace (coalesce(weight_kg, 1.5) as weight_kg) from silver.orders", "guessed.parquet", "format parquet");

        var verification = Score("guessed.parquet", "silver.orders");

        Assert.True(verification.Pass);
        Assert.True(verification.Tables[0].Columns.Single(c => c.Name == "weight_kg").Unknowable > 0);
    }

    [Fact]
    public void A_tolerance_forgives_small_errors_in_numbers_and_few_wrong_rows()
    {
        Export("select * replace (cast(unit_price * 1.01 as decimal(18, 2)) as unit_price) from silver.orders", "dear.parquet", "format parquet");

        Assert.False(Score("dear.parquet", "silver.orders").Pass);
        Assert.True(Score("dear.parquet", "silver.orders", tolerancePct: 2).Pass);
    }

    [Fact]
    public void Columns_with_other_names_are_mapped()
    {
        Export("select order_id as id, quantity as qty, * exclude (order_id, quantity) from silver.orders", "renamed.csv", "format csv, header");

        Assert.True(Score("renamed.csv", "silver.orders", maps: ["id=order_id", "qty=quantity"]).Pass);
        var error = Assert.Throws<WaybillException>(() => Score("renamed.csv", "silver.orders", maps: ["id=order_id"]));
        Assert.Contains("lacks the column quantity", error.Message);
        Assert.Contains("--map qty=quantity", error.Advice);
    }

    [Fact]
    public void A_candidate_is_scored_without_a_lake()
    {
        Export("select * from silver.order_status_events", "events.parquet", "format parquet");
        CopyFolder(_folder.PathOf("world/truth"), _folder.PathOf("alone/truth"));
        Directory.CreateDirectory(_folder.PathOf("alone/landing"));

        Assert.True(Score("events.parquet", "silver.order_status_events", workspace: "alone").Pass);
    }

    [Theory]
    [InlineData("nothing.csv", "silver.orders", "There is no candidate")]
    [InlineData("orders.csv", "silver.ordres", "silver.ordres")]
    [InlineData("postgresql://me:secret@localhost/shop/orders", "silver.orders", "holds a password")]
    public void A_wrong_use_says_what_is_wrong(string source, string table, string message)
    {
        Export("select * from silver.orders limit 1", "orders.csv", "format csv, header");

        var error = Assert.Throws<WaybillException>(() => Score(source, table));

        Assert.Equal(WaybillErrorKind.Usage, error.Kind);
        Assert.Contains(message, error.Message);
        Assert.DoesNotContain("secret", error.Message);
    }

    private Verification Score(string source, string table, double? tolerancePct = null, string[]? maps = null, string workspace = "world") =>
        VerifyJob.Run(
            Workspace.Open(_folder.PathOf(workspace)),
            new VerifyOptions
            {
                Models = ModelsFolder.Find(null),
                TolerancePct = tolerancePct,
                Candidate = new CandidateOptions(
                    source.Contains("://", StringComparison.Ordinal) ? source : _folder.PathOf(source), table, maps ?? []),
            },
            default);

    private void Export(string query, string file, string format)
    {
        using var lake = LakeQuery.Open(new DirectoryCatalog(_folder.PathOf("world/lake")), library: null);
        lake.Connection.Execute($"copy ({query}) to {Waybill.DuckDb.Sql.Literal(_folder.PathOf(file))} ({format})");
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!); // a file below a folder has a folder
            File.Copy(file, target, overwrite: true);
        }
    }
}
