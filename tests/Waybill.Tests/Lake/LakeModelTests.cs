using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Lake.Commits;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.Tests.Lake;

/// <summary>Random sequences of operations on a table beside the same operations on a list of rows.</summary>
public sealed class LakeModelTests
{
    private static readonly TableId Id = new("silver", "model");

    private static readonly Gen<Row> Rows =
        from id in Gen.OneOf(Gen.Constant<long?>(null), Gen.Choose(-3, 12).Select(i => (long?)i), Gen.Choose(0, 12).Select(i => (long?)i))
        from region in Gen.Elements<string?>(null, "", "north", "süd", "south")
        from value in Gen.OneOf(Gen.Constant<int?>(null), Gen.Choose(0, 3).Select(i => (int?)i))
        select new Row(id, region, value);

    private static readonly Gen<Operation> Operations =
        from kind in Gen.Elements(Enum.GetValues<OperationKind>())
        from mode in Gen.Elements(Enum.GetValues<MergeMode>())
        from rows in Rows.ListOf()
        from keys in Rows.ListOf()
        select new Operation(kind, mode, rows.Take(14).ToArray(), keys.Take(4).ToArray());

    [Theory, Long]
    [InlineData("")]
    [InlineData("region:identity")]
    [InlineData("id:bucket[3]")]
    [InlineData("id:truncate[4]")]
    public void Any_sequence_of_operations_gives_the_rows_of_the_model(string partitioning)
    {
        var property = Prop.ForAll(Operations.ListOf().ToArbitrary(), operations => Run(partitioning, operations.Take(8).ToArray()));

        property.Check(Config.QuickThrowOnFailure.WithMaxTest(12));
    }

    private static void Run(string partitioning, IReadOnlyList<Operation> operations)
    {
        using var lake = new TempLake();
        var definition = TableDefinition.Of(
            ("id", PrimitiveType.Long, false), ("region", PrimitiveType.Text, false), ("value", PrimitiveType.Int, false));
        if (partitioning.Split(':') is [var column, var transform])
        {
            definition = definition with { Spec = PartitionSpec.Build(definition.Schema, (column, Transform.Parse(transform))) };
        }

        var table = lake.Catalog.Create(Id, definition, lake.Stamp());
        IReadOnlyList<Row> model = [];
        var history = new List<(long? Snapshot, IReadOnlyList<Row> Rows)> { (null, model) };
        foreach (var operation in operations)
        {
            (table, model) = Apply(lake, table, model, operation);
            Assert.Equal(Sorted(model), Read(lake, table.ToSql()));
            history.Add((table.CurrentSnapshotId, model));
        }

        table = lake.Catalog.Load(Id);
        foreach (var (from, before) in history)
        {
            var changes = table.Changes(from, table.CurrentSnapshotId);
            Assert.Equal(Sorted(Minus(model, before)), Read(lake, changes.AddedSql));
            Assert.Equal(Sorted(Minus(before, model)), Read(lake, changes.RemovedSql));
            if (from is { } id)
            {
                Assert.Equal(Sorted(before), Read(lake, table.Scan(new ScanOptions { SnapshotId = id }).ToSql()));
            }
        }
    }

    private static (LakeTable Table, IReadOnlyList<Row> Model) Apply(TempLake lake, LakeTable table, IReadOnlyList<Row> model, Operation operation)
    {
        var tx = table.Begin(lake.Stamp());
        switch (operation.Kind)
        {
            case OperationKind.Append:
                tx.Append(tx.NewWriter().Write(lake.Sql, Select(operation.Rows)));
                return (tx.Commit().Table, [.. model, .. operation.Rows]);
            case OperationKind.Overwrite:
                tx.Overwrite(tx.NewWriter().Write(lake.Sql, Select(operation.Rows)));
                return (tx.Commit().Table, operation.Rows);
            case OperationKind.MergeByBoth:
                var both = operation.Rows.Concat(operation.Keys).ToArray();
                tx.ReplaceByKey(lake.Sql, Select(operation.Rows), ["id", "region"], Select(both), new MergeOptions { Mode = operation.Mode });
                return (tx.Commit().Table, [.. model.Where(r => !both.Any(k => k.Id == r.Id && k.Region == r.Region)), .. operation.Rows]);
            case OperationKind.MergeById:
                var keys = operation.Rows.Concat(operation.Keys).ToArray();
                var result = tx.ReplaceByKey(lake.Sql, Select(operation.Rows), ["id"], Select(keys), new MergeOptions { Mode = operation.Mode });
                IReadOnlyList<Row> merged = [.. model.Where(r => !keys.Any(k => k.Id == r.Id)), .. operation.Rows];
                var commit = tx.Commit();
                Assert.Equal(Minus(merged, model).Count, result.Inserted);
                Assert.Equal(Minus(model, merged).Count, result.Deleted);
                Assert.Equal(result.HasChanges, commit.Changed);
                return (commit.Table, merged);
            case OperationKind.DeleteSome:
                tx.DeleteRows(lake.Sql, [ColumnFilter.Greater("id", 3), ColumnFilter.IsNotNull("region")], new MergeOptions { Mode = operation.Mode });
                return (tx.Commit().Table, model.Where(r => !(r.Id > 3 && r.Region is not null)).ToArray());
            default:
                tx.DeleteRows(lake.Sql, [ColumnFilter.IsNull("value")], new MergeOptions { Mode = operation.Mode });
                return (tx.Commit().Table, model.Where(r => r.Value is not null).ToArray());
        }
    }

    private static List<Row> Minus(IEnumerable<Row> rows, IEnumerable<Row> others)
    {
        var left = rows.ToList();
        foreach (var other in others)
        {
            left.Remove(other);
        }

        return left;
    }

    private static string Select(IReadOnlyList<Row> rows) => rows.Count == 0
        ? "select null::bigint as id, null::varchar as region, null::integer as value where false"
        : "select id::bigint as id, region::varchar as region, value::integer as value from (values "
            + string.Join(", ", rows.Select(r => $"({Text(r.Id)}, {(r.Region is null ? "null" : $"'{r.Region}'")}, {Text(r.Value)})")) + ") t(id, region, value)";

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "null";

    private static string[] Sorted(IEnumerable<Row> rows) => rows.Select(r => $"{Text(r.Id)}|{r.Region ?? "null"}|{Text(r.Value)}").Order(StringComparer.Ordinal).ToArray();

    private static string[] Read(TempLake lake, string relation) =>
        lake.Sql.List<string>($"select coalesce(id::varchar, 'null') || '|' || coalesce(region, 'null') || '|' || coalesce(value::varchar, 'null') from {relation} x")
            .Order(StringComparer.Ordinal).ToArray();

    public enum OperationKind
    {
        Append,
        Overwrite,
        MergeByBoth,
        MergeById,
        DeleteSome,
        DeleteNulls,
    }

    public sealed record Row(long? Id, string? Region, int? Value);

    public sealed record Operation(OperationKind Kind, MergeMode Mode, IReadOnlyList<Row> Rows, IReadOnlyList<Row> Keys)
    {
        public override string ToString() => $"{Kind} {Mode} rows [{string.Join("; ", Rows)}] keys [{string.Join("; ", Keys)}]";
    }
}
