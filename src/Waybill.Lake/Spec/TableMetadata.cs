using System.Collections.Immutable;
using System.Text.Json;

namespace Waybill.Lake.Spec;

/// <summary>Content of a table metadata file, format version 2 (specification "Table Metadata"). Immutable.</summary>
public sealed record TableMetadata
{
    public static readonly ImmutableSortedDictionary<string, string> NoProperties =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    public required Guid TableUuid { get; init; }

    /// <summary>URI of the table's folder, without a slash at the end.</summary>
    public required string Location { get; init; }

    public long LastSequenceNumber { get; init; }

    /// <summary>Milliseconds since 1970-01-01 UTC of the last change.</summary>
    public required long LastUpdatedMs { get; init; }

    /// <summary>Highest column id ever given out.</summary>
    public required int LastColumnId { get; init; }

    public required int CurrentSchemaId { get; init; }

    public required IReadOnlyList<Schema> Schemas { get; init; }

    public required int DefaultSpecId { get; init; }

    public required IReadOnlyList<PartitionSpec> Specs { get; init; }

    /// <summary>Highest partition field id ever given out, 999 when none was.</summary>
    public required int LastPartitionId { get; init; }

    public required int DefaultSortOrderId { get; init; }

    public required IReadOnlyList<SortOrder> SortOrders { get; init; }

    public ImmutableSortedDictionary<string, string> Properties { get; init; } = NoProperties;

    /// <summary>Null for a table without snapshots.</summary>
    public long? CurrentSnapshotId { get; init; }

    public ImmutableSortedDictionary<string, SnapshotRef> Refs { get; init; } =
        ImmutableSortedDictionary.Create<string, SnapshotRef>(StringComparer.Ordinal);

    /// <summary>In the order of their sequence numbers.</summary>
    public IReadOnlyList<Snapshot> Snapshots { get; init; } = [];

    public IReadOnlyList<SnapshotLogEntry> SnapshotLog { get; init; } = [];

    public IReadOnlyList<MetadataLogEntry> MetadataLog { get; init; } = [];

    /// <summary>statistics, partition-statistics and members that this library does not know; written back untouched.</summary>
    internal IReadOnlyList<KeyValuePair<string, JsonElement>> Unknown { get; init; } = [];

    public Schema Schema => SchemaById(CurrentSchemaId);

    public PartitionSpec Spec => SpecById(DefaultSpecId);

    public SortOrder SortOrder => SortOrders.FirstOrDefault(o => o.OrderId == DefaultSortOrderId)
        ?? throw LakeException.Corrupt($"default-sort-order-id {DefaultSortOrderId} is not among the sort orders");

    /// <summary>The current snapshot, null for a table without any.</summary>
    public Snapshot? CurrentSnapshot => CurrentSnapshotId is { } id ? SnapshotById(id) : null;

    /// <exception cref="LakeException">There is no such schema.</exception>
    public Schema SchemaById(int id) => Schemas.FirstOrDefault(s => s.SchemaId == id)
        ?? throw LakeException.Corrupt($"schema {id} is not among the schemas of {Location}");

    /// <exception cref="LakeException">There is no such partition spec.</exception>
    public PartitionSpec SpecById(int id) => Specs.FirstOrDefault(s => s.SpecId == id)
        ?? throw LakeException.Corrupt($"partition spec {id} is not among the specs of {Location}");

    /// <exception cref="LakeException">There is no such snapshot, or it has expired.</exception>
    public Snapshot SnapshotById(long id) => Snapshots.FirstOrDefault(s => s.SnapshotId == id)
        ?? throw new LakeException(LakeErrorKind.NotFound, $"snapshot {id} does not exist in {Location}", "it may have expired; list the history");

    /// <summary>The snapshot that was current at a time, by the snapshot log; null before the table's first.</summary>
    /// <exception cref="LakeException">NotFound: what was current then has expired.</exception>
    public Snapshot? SnapshotAsOf(long timestampMs)
    {
        if (SnapshotLog.LastOrDefault(e => e.TimestampMs <= timestampMs) is { } entry)
        {
            return SnapshotById(entry.SnapshotId);
        }

        var first = SnapshotLog.Count == 0 ? null : SnapshotById(SnapshotLog[0].SnapshotId);
        return first?.ParentSnapshotId is null
            ? null
            : throw new LakeException(
                LakeErrorKind.NotFound,
                $"what {Location} held at {timestampMs} ms has expired",
                $"the history begins at {first.TimestampMs} ms");
    }

    /// <summary>Types of the partition values of a spec; the source of a field may be a column that was dropped since.</summary>
    public IReadOnlyList<PrimitiveType> PartitionTypes(PartitionSpec spec) => spec.Fields.Select(PartitionType).ToArray();

    /// <summary>Schema that a snapshot was written with; the current one where the snapshot does not say.</summary>
    public Schema SchemaOf(Snapshot? snapshot) => snapshot?.SchemaId is { } id ? SchemaById(id) : Schema;

    private PrimitiveType PartitionType(PartitionField field)
    {
        var source = Schema.Field(field.SourceId) ?? Schemas.Reverse().Select(s => s.Field(field.SourceId)).FirstOrDefault(f => f is not null);
        return source?.Type is PrimitiveType type
            ? field.Transform.ResultType(type)
            : throw LakeException.Corrupt($"partition field '{field.Name}' of {Location} has no source column {field.SourceId}");
    }
}
