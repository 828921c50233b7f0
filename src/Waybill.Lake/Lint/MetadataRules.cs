using Waybill.Lake.Io;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Lint;

/// <summary>Rules on schemas, partition specs, sort orders, refs and clocks (ICEBERG.md 1.2, 1.5, 1.11).</summary>
internal static class MetadataRules
{
    // Java refuses a file whose times run back by more than this (TableMetadata.ONE_MINUTE).
    private const long ClockToleranceMs = 60_000;

    private const string Where = "metadata";

    public static void Check(LintFindings findings, TableMetadata metadata)
    {
        CheckIdentity(findings, metadata);
        CheckSchemas(findings, metadata);
        CheckSpecs(findings, metadata);
        CheckSortOrders(findings, metadata);
        CheckRefs(findings, metadata);
        CheckClocks(findings, metadata);
    }

    public static bool IsAbsolute(string location) => location.Contains(":/", StringComparison.Ordinal) && Uri.IsWellFormedUriString(location[..location.IndexOf(':')], UriKind.Relative);

    private static void CheckIdentity(LintFindings findings, TableMetadata metadata)
    {
        findings.Expect(metadata.TableUuid != Guid.Empty, "metadata/uuid", Where, $"the table has no uuid");
        findings.Expect(IsAbsolute(metadata.Location), "metadata/location", Where, $"'{metadata.Location}' is not an absolute URI with a scheme");
    }

    private static void CheckSchemas(LintFindings findings, TableMetadata metadata)
    {
        Unique(findings, metadata.Schemas.Select(s => s.SchemaId), "schema/ids", "schema id");
        findings.Expect(metadata.Schemas.Any(s => s.SchemaId == metadata.CurrentSchemaId), "schema/current", Where, $"current-schema-id {metadata.CurrentSchemaId} does not exist");
        var highest = metadata.Schemas.Max(s => s.HighestFieldId);
        findings.Expect(metadata.LastColumnId >= highest, "schema/last-column-id", Where, $"last-column-id is {metadata.LastColumnId}, column {highest} exists");
        findings.Expect(metadata.LastColumnId < ReservedFieldIds.Lowest, "schema/last-column-id", Where, $"last-column-id {metadata.LastColumnId} is reserved");
        var types = new Dictionary<int, IcebergType>();
        foreach (var schema in metadata.Schemas)
        {
            foreach (var field in schema.AllFields)
            {
                var known = types.GetValueOrDefault(field.Id, field.Type);
                findings.Expect(SameOrWider(known, field.Type), "schema/id-reused", $"schema {schema.SchemaId}", $"field {field.Id} '{field.Name}' is {field.Type} here and {known} elsewhere");
                types[field.Id] = field.Type;
            }

            foreach (var id in schema.IdentifierFieldIds)
            {
                findings.Expect(schema.Field(id) is { Required: true, Type: PrimitiveType }, "schema/identifier", $"schema {schema.SchemaId}", $"identifier field {id} is not a required primitive column");
            }
        }

        foreach (var field in metadata.Schema.AllFields)
        {
            CheckAllowed(findings, metadata.Schema.PathOf(field.Id) ?? field.Name, field.Type);
        }
    }

    private static void CheckAllowed(LintFindings findings, string path, IcebergType type)
    {
        try
        {
            TypeGate.CheckWritable(path, type);
        }
        catch (LakeException e)
        {
            findings.Add("schema/type", Where, e.Message);
        }
    }

    // Schemas need not be listed in the order they were made, so either may be the wider one.
    private static bool SameOrWider(IcebergType a, IcebergType b) => (a, b) switch
    {
        (PrimitiveType p, PrimitiveType q) => p == q
            || (p.Kind, q.Kind) is (PrimitiveKind.Int, PrimitiveKind.Long) or (PrimitiveKind.Long, PrimitiveKind.Int)
                or (PrimitiveKind.Float, PrimitiveKind.Double) or (PrimitiveKind.Double, PrimitiveKind.Float)
            || (p.Kind == PrimitiveKind.Decimal && q.Kind == PrimitiveKind.Decimal && p.Scale == q.Scale),
        _ => a.GetType() == b.GetType(),
    };

    private static void CheckSpecs(LintFindings findings, TableMetadata metadata)
    {
        Unique(findings, metadata.Specs.Select(s => s.SpecId), "spec/ids", "spec id");
        findings.Expect(metadata.Specs.Any(s => s.SpecId == metadata.DefaultSpecId), "spec/default", Where, $"default-spec-id {metadata.DefaultSpecId} does not exist");
        var highest = metadata.Specs.Max(s => s.HighestFieldId);
        findings.Expect(metadata.LastPartitionId >= highest, "spec/last-partition-id", Where, $"last-partition-id is {metadata.LastPartitionId}, field {highest} exists");
        foreach (var spec in metadata.Specs)
        {
            var where = $"partition spec {spec.SpecId}";
            Unique(findings, spec.Fields.Select(f => f.FieldId), "spec/field-ids", "partition field id");
            findings.Expect(spec.Fields.Select(f => f.Name).Distinct(StringComparer.Ordinal).Count() == spec.Fields.Count, "spec/names", where, $"a name occurs twice");
            foreach (var field in spec.Fields)
            {
                findings.Expect(field.FieldId >= PartitionSpec.FirstFieldId, "spec/field-ids", where, $"'{field.Name}' has id {field.FieldId}, below {PartitionSpec.FirstFieldId}");
                var source = metadata.Schemas.Select(s => s.Field(field.SourceId)).FirstOrDefault(f => f is not null);
                findings.Expect(
                    source?.Type is PrimitiveType type && field.Transform.Accepts(type), "spec/source", where, $"{field.Transform} of column {field.SourceId} ({source?.Type})");
                findings.Expect(
                    spec.SpecId != metadata.DefaultSpecId || field.Transform is IdentityTransform || metadata.Schema.Column(field.Name) is null,
                    "spec/names", where, $"'{field.Name}' is also a column");
            }
        }
    }

    private static void CheckSortOrders(LintFindings findings, TableMetadata metadata)
    {
        Unique(findings, metadata.SortOrders.Select(s => s.OrderId), "sort/ids", "sort order id");
        findings.Expect(metadata.SortOrders.Any(s => s.OrderId == metadata.DefaultSortOrderId), "sort/default", Where, $"default-sort-order-id {metadata.DefaultSortOrderId} does not exist");
        foreach (var order in metadata.SortOrders)
        {
            findings.Expect((order.OrderId == 0) == (order.Fields.Count == 0), "sort/unsorted", $"sort order {order.OrderId}", $"id 0, and only it, means unsorted");
        }

        foreach (var field in metadata.SortOrders.Where(o => o.OrderId == metadata.DefaultSortOrderId).SelectMany(o => o.Fields))
        {
            findings.Expect(metadata.Schema.Field(field.SourceId) is not null, "sort/source", Where, $"column {field.SourceId} does not exist");
        }
    }

    private static void CheckRefs(LintFindings findings, TableMetadata metadata)
    {
        var main = metadata.Refs.GetValueOrDefault(SnapshotRef.Main);
        findings.Expect(main?.SnapshotId == metadata.CurrentSnapshotId, "metadata/refs", Where, $"main is {main?.SnapshotId}, the current snapshot {metadata.CurrentSnapshotId}");
        findings.Expect(main is null or { Type: SnapshotRef.Branch }, "metadata/refs", Where, $"main is a {main?.Type}, not a branch");
        foreach (var (name, reference) in metadata.Refs)
        {
            findings.Expect(metadata.Snapshots.Any(s => s.SnapshotId == reference.SnapshotId), "metadata/refs", Where, $"'{name}' refers to snapshot {reference.SnapshotId}, which does not exist");
        }
    }

    private static void CheckClocks(LintFindings findings, TableMetadata metadata)
    {
        CheckSorted(findings, "snapshot-log", metadata.SnapshotLog.Select(e => e.TimestampMs), metadata.LastUpdatedMs);
        CheckSorted(findings, "metadata-log", metadata.MetadataLog.Select(e => e.TimestampMs), metadata.LastUpdatedMs);
        foreach (var entry in metadata.MetadataLog)
        {
            findings.Expect(IsAbsolute(entry.MetadataFile), "metadata/location", "metadata-log", $"'{entry.MetadataFile}' is not an absolute URI");
        }
    }

    private static void CheckSorted(LintFindings findings, string log, IEnumerable<long> times, long lastUpdated)
    {
        var latest = long.MinValue;
        foreach (var time in times)
        {
            findings.Expect(latest == long.MinValue || time >= latest - ClockToleranceMs, "metadata/clock", log, $"{time} comes after {latest}");
            latest = time;
        }

        findings.Expect(latest == long.MinValue || lastUpdated >= latest - ClockToleranceMs, "metadata/clock", log, $"last-updated-ms {lastUpdated} is before {latest}");
    }

    private static void Unique(LintFindings findings, IEnumerable<int> ids, string rule, string what)
    {
        foreach (var twice in ids.GroupBy(i => i).Where(g => g.Count() > 1))
        {
            findings.Add(rule, Where, FormattableString.Invariant($"{what} {twice.Key} occurs {twice.Count()} times"));
        }
    }
}
