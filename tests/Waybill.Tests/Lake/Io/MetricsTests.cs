using Waybill.Lake.Catalog;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.Tests.Lake.Io;

/// <summary>Bounds and counts against the traps of DuckDB's statistics (ICEBERG.md 1.7).</summary>
public sealed class MetricsTests
{
    [Theory]
    [InlineData("double", "[-0.0, 0.0]", -0.0, 0.0)]
    [InlineData("double", "[0.0, -0.0]", -0.0, 0.0)]
    [InlineData("float", "[0.0, 1.5]", -0f, 1.5f)]
    [InlineData("double", "['nan'::double, 1, 2]", 1.0, 2.0)]
    [InlineData("double", "['nan']", null, null)]
    [InlineData("double", "['-inf', 'inf']", double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData("double", "[0.1, 1e308]", 0.1, 1e308)]
    [InlineData("float", "[0.1, 3e38]", 0.1f, 3e38f)]
    [InlineData("boolean", "[true, true]", true, true)]
    [InlineData("boolean", "[false, true]", false, true)]
    [InlineData("integer", "[-2147483648, 2147483647]", int.MinValue, int.MaxValue)]
    [InlineData("bigint", "[-9223372036854775808, 9223372036854775807]", long.MinValue, long.MaxValue)]
    [InlineData("bigint", "[null, null]", null, null)]
    [InlineData("varchar", "['é', 'z']", "z", "é")]
    [InlineData("varchar", "['', 'a']", "", "a")]
    [InlineData("varchar", "['0123456789abcdefX']", "0123456789abcdef", "0123456789abcdeg")]
    [InlineData("date", "['1969-12-31', '9999-12-31']", -1, 2932896)]
    [InlineData("date", "['0001-01-01', '10000-01-01']", -719162, null)]
    [InlineData("time", "['00:00:00', '23:59:59.999999']", 0L, 86399999999L)]
    [InlineData("timestamp", "['1969-12-31 23:59:59.999999', '1970-01-01 00:00:00.5']", -1L, 500000L)]
    [InlineData("timestamptz", "['1970-01-01 00:00:00+00', '2026-01-01 01:00:00+01']", 0L, 1767225600000000L)]
    public void Bounds_hold_the_values(string type, string values, object? lower, object? upper)
    {
        using var lake = new TempLake();
        var primitive = (PrimitiveType)(SqlTypes.FromDuckDb(Type(lake, type)) ?? throw new InvalidOperationException(type));
        lake.Run("set TimeZone = 'Asia/Kolkata'");
        var table = lake.Create("t", TableDefinition.Of(("x", primitive, false)));
        table = lake.Append(table, $"select unnest({values}::{type}[]) as x");
        var file = table.Scan().Files[0];

        Same(lower, Bound(file.LowerBounds, primitive));
        Same(upper, Bound(file.UpperBounds, primitive));
    }

    [Fact]
    public void Decimals_uuids_and_bytes_have_bounds_in_their_own_layout()
    {
        using var lake = new TempLake();
        var table = lake.Create("t", TableDefinition.Of(("d", PrimitiveType.Decimal(9, 2), false), ("e", PrimitiveType.Decimal(18, 0), false), ("u", PrimitiveType.Uuid, false), ("b", PrimitiveType.Binary, false)));
        table = lake.Append(table, """
            select * from (values (-0.01::decimal(9,2), 999999999999999999::decimal(18,0), 'ffffffff-0405-0607-0809-0a0b0c0d0e0f'::uuid, '\x01\xff'::blob),
            (12.5, -7, '00010203-0405-0607-0809-0a0b0c0d0e0f', repeat('z', 300)::blob)) v(d, e, u, b)
            """);
        var file = table.Scan().Files[0];

        Assert.Equal([0xff], file.LowerBounds[1]);
        Assert.Equal((Int128)1250, SingleValue.FromBytes(PrimitiveType.Decimal(9, 2), file.UpperBounds[1]));
        Assert.Equal((Int128)999999999999999999, SingleValue.FromBytes(PrimitiveType.Decimal(18, 0), file.UpperBounds[2]));
        Assert.Equal([0, 1, 2, 3], file.LowerBounds[3][..4]);
        Assert.Equal([0x01, 0xff], file.LowerBounds[4]);
        Assert.Equal([.. Enumerable.Repeat((byte)'z', 15), (byte)'{'], file.UpperBounds[4]);
    }

    [Fact]
    public void Long_text_without_usable_statistics_has_no_bound_or_a_right_one()
    {
        using var lake = new TempLake();
        var table = lake.Create("t", TableDefinition.Of(("x", PrimitiveType.Text, false)));
        foreach (var text in new[] { "repeat('é', 300)", "repeat('z', 300)", "repeat(chr(1114111), 100)", "repeat('a', 255) || 'é'" })
        {
            table = lake.Append(table, $"select {text} as x");
            Assert.Equal(1, lake.Long($"select count(*) from {table.Scan(new ScanOptions { Filters = [ColumnFilter.Equal("x", lake.Sql.Scalar<string>($"select {text}"))] }).ToSql()}"));
        }
    }

    [Fact]
    public void Both_zeros_are_found_by_either_and_bytes_by_themselves()
    {
        using var lake = new TempLake();
        var table = lake.Create("t", TableDefinition.Of(("x", PrimitiveType.Double, false)));
        table = lake.Append(table, "select case i when 0 then -1 when 1 then 5 else '-0.0'::double end as x from range(50) r(i)");

        Assert.Equal(48, lake.Long($"select count(*) from {table.Scan(new ScanOptions { Filters = [ColumnFilter.Equal("x", 0.0)] }).ToSql()}"));
        var bytes = lake.Create("b", TableDefinition.Of(("x", PrimitiveType.Binary, false)));
        bytes = lake.Append(bytes, "select unnest([from_hex('FF'), from_hex('05000000'), from_hex('')]) as x from range(5)");
        Assert.Equal(5, lake.Long($"select count(*) from {bytes.Scan(new ScanOptions { Filters = [ColumnFilter.Equal("x", new byte[] { 0xff })] }).ToSql()}"));
    }

    [Fact]
    public void Counts_include_nulls_and_columns_inside_lists_have_none()
    {
        using var lake = new TempLake();
        var table = lake.Create("t", TableDefinition.Of(
            ("x", PrimitiveType.Int, false), ("l", new ListType(0, PrimitiveType.Int, false), false), ("s", new StructType([new NestedField(0, "a", false, PrimitiveType.Int)]), false)));
        table = lake.Append(table, "select * from (values (1, [1, 2, 3], {'a': 5}), (null, [], null), (2, null, {'a': null})) v(x, l, s)");
        var file = table.Scan().Files[0];

        Assert.Equal([1, 5], file.ValueCounts.Keys);
        Assert.Equal(3, file.ValueCounts[1]);
        Assert.Equal(1, file.NullValueCounts[1]);
        Assert.Equal(2, file.NullValueCounts[5]);
        Assert.Equal(5, SingleValue.FromBytes(PrimitiveType.Int, file.LowerBounds[5]));
        Assert.Empty(file.NanValueCounts);
    }

    [Fact]
    public void Metrics_modes_are_honoured()
    {
        using var lake = new TempLake();
        var table = lake.Create("t", TableDefinition.Of(("a", PrimitiveType.Text, false), ("b", PrimitiveType.Text, false), ("c", PrimitiveType.Text, false), ("d", PrimitiveType.Text, false)) with
        {
            Properties = new Dictionary<string, string>
            {
                [TableProperties.MetricsDefault] = "counts",
                [TableProperties.MetricsColumnPrefix + "b"] = "none",
                [TableProperties.MetricsColumnPrefix + "c"] = "truncate(2)",
                [TableProperties.MetricsColumnPrefix + "d"] = "full",
            },
        });
        table = lake.Append(table, "select repeat('x', 40) as a, repeat('x', 40) as b, repeat('x', 40) as c, repeat('x', 40) as d");
        var file = table.Scan().Files[0];

        Assert.Equal([1, 3, 4], file.ValueCounts.Keys);
        Assert.Equal([3, 4], file.UpperBounds.Keys);
        Assert.Equal("xy"u8.ToArray(), file.UpperBounds[3]);
        Assert.Equal(40, file.UpperBounds[4].Length);
    }

    private static Waybill.DuckDb.DuckDbType Type(TempLake lake, string type)
    {
        using var result = lake.Sql.Query($"select null::{type}");
        return result.Columns[0].Type;
    }

    private static object? Bound(IReadOnlyDictionary<int, byte[]> bounds, PrimitiveType type) =>
        bounds.TryGetValue(1, out var bytes) ? SingleValue.FromBytes(type, bytes) : null;

    private static void Same(object? expected, object? actual)
    {
        Assert.Equal(expected, actual);
        if (expected is double d)
        {
            Assert.Equal(double.IsNegative(d), double.IsNegative((double)actual!));
        }
    }
}
