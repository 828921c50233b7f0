using System.Text.Json;
using Waybill.Lake.Catalog;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;
using Waybill.Lake;
using Xunit;

namespace Waybill.IntegrationTests.Lake;

/// <summary>hyparquet, a Parquet reader in JavaScript, finds field ids, types and values in our data files.</summary>
public sealed class HyparquetTests
{
    [Fact]
    public async Task Columns_carry_their_field_ids_and_logical_types()
    {
        using var lake = new SampleLake();
        var definition = TableDefinition.Of(
            ("i", PrimitiveType.Int, true), ("l", PrimitiveType.Long, false), ("s", PrimitiveType.Text, false), ("d", PrimitiveType.Decimal(18, 4), false), ("u", PrimitiveType.Uuid, false),
            ("tz", PrimitiveType.TimestampTz, false), ("ts", PrimitiveType.Timestamp, false), ("day", PrimitiveType.Date, false), ("t", PrimitiveType.Time, false), ("b", PrimitiveType.Binary, false),
            ("list", new ListType(0, PrimitiveType.Int, false), false), ("st", new StructType([new NestedField(0, "a", false, PrimitiveType.Text)]), false));
        var table = lake.Append(
            lake.Catalog.Create(new TableId("silver", "types"), definition, lake.Stamp()),
            """
            select 1 as i, 2::bigint as l, 'three' as s, 4.5::decimal(18,4) as d, '00010203-0405-0607-0809-0a0b0c0d0e0f'::uuid as u, timestamptz '2026-01-02 03:04:05+00' as tz,
                timestamp '2026-01-02 03:04:05' as ts, date '2026-01-02' as day, time '01:02:03' as t, 'x'::blob as b, [1, null] as list, {'a': 'y'} as st
            """);

        var file = await ReadAsync(lake, table);

        var columns = file.GetProperty("columns").EnumerateArray().Where(c => c.TryGetProperty("id", out _)).ToDictionary(c => c.GetProperty("id").GetInt32(), c => c);
        Assert.Equal(Enumerable.Range(1, 14), columns.Keys.Order());
        Assert.Equal("INT32", Type(columns[1]));
        Assert.Equal(("INT64", "DECIMAL"), (Type(columns[4]), Logical(columns[4])));
        Assert.Equal(("FIXED_LEN_BYTE_ARRAY", "UUID"), (Type(columns[5]), Logical(columns[5])));
        Assert.True(columns[6].GetProperty("logical").GetProperty("isAdjustedToUTC").GetBoolean());
        Assert.False(columns[7].GetProperty("logical").GetProperty("isAdjustedToUTC").GetBoolean());
        Assert.Equal("MICROS", columns[6].GetProperty("logical").GetProperty("unit").GetString());
        Assert.Equal("ZSTD", file.GetProperty("codec").GetString());
        var row = Assert.Single(file.GetProperty("rows").EnumerateArray());
        Assert.Equal("three", row.GetProperty("s").GetString());
        Assert.Equal(4.5, row.GetProperty("d").GetDouble());
        Assert.Equal("2026-01-02T03:04:05.000Z", row.GetProperty("tz").GetString());
        Assert.Equal("[1,null]", row.GetProperty("list").GetRawText());
        Assert.Equal("y", row.GetProperty("st").GetProperty("a").GetString());
    }

    [Fact]
    public async Task Position_deletes_have_the_reserved_ids_and_the_path_of_the_manifest()
    {
        using var lake = new SampleLake();
        var delete = lake.Table.Reader.Files(lake.Table.CurrentSnapshot).SelectMany(f => f.Deletes).First().File;

        var file = await ReadAsync(lake, delete);

        Assert.Equal([ReservedFieldIds.DeleteFilePath, ReservedFieldIds.DeletePosition], file.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("id").GetInt32()));
        Assert.All(file.GetProperty("rows").EnumerateArray(), r => Assert.Equal(delete.ReferencedDataFile, r.GetProperty("file_path").GetString()));
    }

    private static Task<JsonElement> ReadAsync(SampleLake lake, LakeTable table) => ReadAsync(lake, table.Scan().Files[0]);

    private static async Task<JsonElement> ReadAsync(SampleLake lake, DataFile file)
    {
        using var server = new LakeServer(lake.Root);
        return await Reader.NodeAsync("hyparquet.mjs", server.Url + "/" + Path.GetRelativePath(lake.Root, Locations.ToPath(file.FilePath)));
    }

    private static string? Type(JsonElement column) => column.GetProperty("type").GetString();

    private static string? Logical(JsonElement column) => column.GetProperty("logical").GetProperty("type").GetString();
}
