using FsCheck;
using FsCheck.Fluent;
using Waybill.Lake.Catalog;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.Tests.Lake.Io;

/// <summary>Random schemas with random rows, partitioned at random: what is read equals what was written, and pruning loses nothing.</summary>
public sealed class RoundTripTests
{
    private static readonly Gen<PrimitiveType> Primitives = Gen.Elements(
        PrimitiveType.Boolean, PrimitiveType.Int, PrimitiveType.Long, PrimitiveType.Float, PrimitiveType.Double, PrimitiveType.Decimal(9, 2),
        PrimitiveType.Decimal(18, 4), PrimitiveType.Date, PrimitiveType.Time, PrimitiveType.Timestamp, PrimitiveType.TimestampTz,
        PrimitiveType.Text, PrimitiveType.Uuid, PrimitiveType.Binary);

    private static readonly Gen<IcebergType> Types = Gen.Frequency(
        (8, Primitives.Select(p => (IcebergType)p)),
        (1, Primitives.Select(p => (IcebergType)new ListType(0, p, false))),
        (1, from a in Primitives from b in Primitives select (IcebergType)new StructType([new NestedField(0, "a", false, a), new NestedField(0, "b c", false, b)])),
        (1, from p in Primitives select (IcebergType)new MapType(0, PrimitiveType.Text, 0, p, false)));

    private static readonly Gen<Case> Cases =
        from first in Primitives
        from types in Types.ListOf()
        from seed in Gen.Choose(0, 1_000_000)
        from rows in Gen.Choose(1, 60)
        from transform in Gen.Elements("none", "identity", "bucket[3]", "truncate[2]", "year", "month", "day", "hour")
        select new Case([first, .. types.Take(5)], transform, seed, rows);

    [Fact, Long]
    public void Whatever_is_written_is_read_back_and_found_by_every_filter()
    {
        var property = Prop.ForAll(Cases.ToArbitrary(), Run);

        property.Check(Config.QuickThrowOnFailure.WithMaxTest(30));
    }

    private static void Run(Case sample)
    {
        using var lake = new TempLake();
        var definition = TableDefinition.Of(sample.Types.Select((t, i) => ($"c{i}", t, false)).ToArray());
        var first = (PrimitiveType)sample.Types[0];
        if (sample.Transform != "none" && Transform.Parse(sample.Transform) is { } transform && transform.Accepts(first))
        {
            definition = definition with { Spec = PartitionSpec.Build(definition.Schema, ("c0", transform)) };
        }

        var random = new RandomValues(sample.Seed);
        var rows = Enumerable.Range(0, sample.Rows).Select(_ => $"({string.Join(", ", sample.Types.Select(t => random.Of(t)))})");
        lake.Run($"create temp table source as select * from (values {string.Join(", ", rows)}) v({string.Join(", ", sample.Types.Select((_, i) => $"c{i}"))})");
        var table = lake.Create("t", definition);
        for (var part = 0; part < 3; part++)
        {
            table = lake.Append(table, $"select * from source where rowid % 3 = {part}");
        }

        Assert.Equal(Rows(lake, "source"), Rows(lake, table.ToSql()));
        foreach (var op in Enum.GetValues<FilterOperator>())
        {
            var value = random.Canonical(first);
            ColumnFilter filter = op switch
            {
                FilterOperator.IsNull or FilterOperator.IsNotNull => new("c0", op, []),
                FilterOperator.In => ColumnFilter.In("c0", value, random.Canonical(first)),
                _ => new("c0", op, [value]),
            };
            var bound = BoundFilter.Of(filter, table.Schema);
            var expected = Rows(lake, $"(select * from source where {bound.ToSql("c0")})");
            var found = Rows(lake, table.Scan(new ScanOptions { Filters = [filter] }).ToSql());
            Assert.True(expected.SequenceEqual(found), $"{bound.ToSql("c0")} finds {string.Join("; ", found)} instead of {string.Join("; ", expected)}");
        }

        var existing = lake.Long("select count(*) from source where c0 is not null");
        if (existing > 0)
        {
            using var result = lake.Sql.Query("select distinct c0 from source where c0 is not null limit 5");
            Assert.True(result.NextChunk(out var chunk));
            var values = Enumerable.Range(0, chunk.Rows).Select(r => ChunkValues.Read(chunk, 0, r, first)!).ToArray();
            result.Dispose();
            foreach (var value in values)
            {
                var filter = ColumnFilter.Equal("c0", value);
                Assert.Equal(
                    lake.Long($"select count(*) from source where {BoundFilter.Of(filter, table.Schema).ToSql("c0")}"),
                    lake.Long($"select count(*) from {table.Scan(new ScanOptions { Filters = [filter] }).ToSql()}"));
            }
        }
    }

    // The sign of a zero does not survive a dictionary of DuckDB's Parquet writer.
    private static string[] Rows(TempLake lake, string relation) =>
        lake.Rows(relation).Select(r => r.Replace("-0.0", "0.0", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray();

    private sealed record Case(IReadOnlyList<IcebergType> Types, string Transform, int Seed, int Rows)
    {
        public override string ToString() => $"{string.Join(" | ", Types)} by {Transform}, seed {Seed}, {Rows} rows";
    }

    /// <summary>Values that are likely to be awkward, from a linear congruential generator.</summary>
    private sealed class RandomValues(int seed)
    {
        private ulong _state = (ulong)seed * 2_862_933_555_777_941_757 + 3_037_000_493;

        public string Of(IcebergType type) => Next(6) == 0 ? $"null::{SqlTypes.Of(type)}" : type switch
        {
            PrimitiveType p => SqlLiterals.Of(p, Canonical(p)) + "::" + SqlTypes.Of(p),
            ListType l => $"[{string.Join(", ", Enumerable.Range(0, Next(3)).Select(_ => Of(l.Element)))}]::{SqlTypes.Of(l)}",
            MapType m => $"map {{{string.Join(", ", Enumerable.Range(0, Next(3)).Select(i => $"'k{i}': {Of(m.Value)}"))}}}::{SqlTypes.Of(m)}",
            StructType s => $"{{{string.Join(", ", s.Fields.Select(f => $"'{f.Name}': {Of(f.Type)}"))}}}::{SqlTypes.Of(s)}",
            _ => throw new InvalidOperationException(),
        };

        public object Canonical(PrimitiveType type) => type.Kind switch
        {
            PrimitiveKind.Boolean => Next(2) == 0,
            PrimitiveKind.Int => Pick(0, -1, 1, int.MaxValue, int.MinValue + 1, Next(1000) - 500),
            PrimitiveKind.Long => Pick(0L, -1L, 1L, long.MaxValue, long.MinValue + 10, Next(1000) - 500),
            PrimitiveKind.Float => Pick(0f, -0f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, Next(100) / 8f - 5),
            PrimitiveKind.Double => Pick(0d, -0d, double.NaN, double.PositiveInfinity, double.NegativeInfinity, Next(100) / 7d - 5),
            PrimitiveKind.Decimal => (Int128)Pick(0L, -1L, 1L, 999_999_999L, -999_999_998L, Next(2000) - 1000),
            PrimitiveKind.Date => Pick(0, -1, 1, -719_162, 2_932_896, Next(40_000) - 20_000),
            PrimitiveKind.Time => Pick(0L, 1L, 86_399_999_999L, Next(86_400) * 1_000_000L),
            PrimitiveKind.Timestamp or PrimitiveKind.TimestampTz => Pick(0L, -1L, 1L, -62_135_596_800_000_000L, 253_402_300_799_999_999L, (Next(2_000_000) - 1_000_000) * 3_600_000_001L),
            PrimitiveKind.Text => Pick("", "a", "é", "😀😀😀", "it's", "a\0b", "0123456789abcdef", "0123456789abcdefg", new string('z', 30), $"t{Next(50)}"),
            PrimitiveKind.Uuid => new Guid(Next(3), 0, (short)Next(5), [0, 0, 0, 0, 0, 0, 0, (byte)Next(256)]),
            _ => Pick<byte[]>([], [0], [255], [255, 255, 255], Enumerable.Repeat((byte)255, 20).ToArray(), BitConverter.GetBytes(Next(100))),
        };

        private T Pick<T>(params T[] values) => values[Next(values.Length)];

        private int Next(int below)
        {
            _state = (_state * 6_364_136_223_846_793_005) + 1_442_695_040_888_963_407;
            return (int)((_state >> 33) % (ulong)below);
        }
    }
}
