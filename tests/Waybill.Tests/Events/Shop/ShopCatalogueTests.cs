using System.Text.RegularExpressions;
using Waybill.Events.Feeds;
using Waybill.Events.Shop;
using Waybill.Tests.House;
using Xunit;

namespace Waybill.Tests.Events.Shop;

public sealed partial class ShopCatalogueTests
{
    private static readonly string[] OwnTables = ["deleted_rows", "order_status_moves", "order_statuses", "schema_version"];

    [Fact]
    public void The_catalogue_is_the_schema_column_by_column()
    {
        Dictionary<string, string> schema = ReadSchema();

        Assert.Equal(
            schema.Keys.Except(OwnTables).Order(StringComparer.Ordinal),
            ShopCatalogue.All.Select(table => table.Name).Order(StringComparer.Ordinal));
        Assert.All(ShopCatalogue.All, table => Assert.Equal(schema[table.Name], Describe(table)));
    }

    [Fact]
    public void Tables_come_after_those_that_they_refer_to()
    {
        string text = SchemaText();
        foreach (ShopTable table in ShopCatalogue.All)
        {
            Match body = Regex.Match(text, $@"create table if not exists shop\.{table.Name}\n\((.*?)\n\);", RegexOptions.Singleline);
            foreach (Match reference in Regex.Matches(body.Groups[1].Value, @"references shop\.(\w+)"))
            {
                string other = reference.Groups[1].Value;
                Assert.True(OwnTables.Contains(other) || ShopCatalogue.Find(other)!.Index <= table.Index, $"{table} refers to {other}");
            }
        }
    }

    [Fact]
    public void Journals_are_those_of_the_schema()
    {
        Match journals = Regex.Match(SchemaText(), @"journals constant text\[\] := array\[(.*?)\]", RegexOptions.Singleline);
        string[] names = [.. Regex.Matches(journals.Groups[1].Value, @"'(\w+)'").Select(match => match.Groups[1].Value)];

        Assert.Equal(
            names.Except(OwnTables).Order(StringComparer.Ordinal),
            ShopCatalogue.All.Where(table => table.IsJournal).Select(table => table.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_table_has_a_feed_in_which_only_the_place_of_a_change_is_required()
    {
        Assert.Equal(ShopCatalogue.All.Select(table => $"shop_{table.Name}"), FeedCatalogue.Shop.Select(feed => feed.Name));
        Assert.Equal(ShopCatalogue.All.Select(ShopChangeCsv.Header), FeedCatalogue.Shop.Select(feed => feed.Header));
        FeedDefinition items = FeedCatalogue.Find("shop_cart_items")!;

        Assert.Equal("landing/shop/cart_items", items.LandingFolder);
        Assert.Equal("cart_items_20260102_000000.csv", items.FileName(new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc)));
        Assert.Equal(
            ["op", "lsn", "cart_id", "product_id"],
            items.Columns.Where(column => column.IsRequired).Select(column => column.Name));
    }

    private static string Describe(ShopTable table) => string.Join(
        "; ",
        table.Columns.Select((column, index) =>
            $"{column.Name} {column.SqlType}{(column.IsNullable ? "" : " not null")}{(index < table.KeyLength ? " key" : "")}"));

    private static Dictionary<string, string> ReadSchema()
    {
        var tables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match table in TableText().Matches(SchemaText()))
        {
            string body = table.Groups[2].Value;
            Match key = Regex.Match(body, @"^    primary key \((.*?)\)", RegexOptions.Multiline);
            string[] keys = key.Success ? key.Groups[1].Value.Split(", ") : [];
            tables.Add(
                table.Groups[1].Value,
                string.Join(
                    "; ",
                    ColumnText().Matches(body).Where(column => column.Groups[1].Value != "updated_at").Select(column =>
                    {
                        bool isKey = column.Groups[3].Value.Contains("primary key", StringComparison.Ordinal) || keys.Contains(column.Groups[1].Value);
                        bool isNullable = !isKey && !column.Groups[3].Value.Contains("not null", StringComparison.Ordinal);
                        return $"{column.Groups[1].Value} {column.Groups[2].Value.Replace(" ", "", StringComparison.Ordinal)}"
                            + $"{(isNullable ? "" : " not null")}{(isKey ? " key" : "")}";
                    })));
        }

        return tables;
    }

    private static string SchemaText() => string.Concat(
        Directory.GetFiles(Path.Combine(Repository.Root, "db"), "*.sql").Order(StringComparer.Ordinal).Select(File.ReadAllText));

    [GeneratedRegex(@"create table if not exists shop\.(\w+)\n\((.*?)\n\);", RegexOptions.Singleline)]
    private static partial Regex TableText();

    [GeneratedRegex(@"^    (\w+) (bigint|text|integer|smallint|numeric\(\d+, ?\d+\)|boolean|timestamptz|jsonb)( .*|,|$)", RegexOptions.Multiline)]
    private static partial Regex ColumnText();
}
