using Waybill.Lake.Spec;

namespace Waybill.Lake.Avro;

/// <summary>The structs of manifests and manifest lists (specification "Manifests", "Manifest Lists"), fields in Java's order.</summary>
internal static class ManifestSchemas
{
    public const string EntryRecord = "manifest_entry";
    public const string ListRecord = "manifest_file";

    /// <summary>struct manifest_file: one line of a manifest list.</summary>
    public static readonly StructType List = new(
    [
        Required(500, "manifest_path", PrimitiveType.Text),
        Required(501, "manifest_length", PrimitiveType.Long),
        Required(502, "partition_spec_id", PrimitiveType.Int),
        Required(517, "content", PrimitiveType.Int),
        Required(515, "sequence_number", PrimitiveType.Long),
        Required(516, "min_sequence_number", PrimitiveType.Long),
        Required(503, "added_snapshot_id", PrimitiveType.Long),
        Required(504, "added_files_count", PrimitiveType.Int),
        Required(505, "existing_files_count", PrimitiveType.Int),
        Required(506, "deleted_files_count", PrimitiveType.Int),
        Required(512, "added_rows_count", PrimitiveType.Long),
        Required(513, "existing_rows_count", PrimitiveType.Long),
        Required(514, "deleted_rows_count", PrimitiveType.Long),
        Optional(507, "partitions", new ListType(508, Summary, ElementRequired: true)),
        Optional(519, "key_metadata", PrimitiveType.Binary),
    ]);

    private static StructType Summary => new(
    [
        Required(509, "contains_null", PrimitiveType.Boolean),
        Optional(518, "contains_nan", PrimitiveType.Boolean),
        Optional(510, "lower_bound", PrimitiveType.Binary),
        Optional(511, "upper_bound", PrimitiveType.Binary),
    ]);

    /// <summary>struct manifest_entry for a spec whose partition values have these types.</summary>
    public static StructType Entry(PartitionSpec spec, IReadOnlyList<PrimitiveType> types) => new(
    [
        Required(0, "status", PrimitiveType.Int),
        Optional(1, "snapshot_id", PrimitiveType.Long),
        Optional(3, "sequence_number", PrimitiveType.Long),
        Optional(4, "file_sequence_number", PrimitiveType.Long),
        Required(2, "data_file", DataFile(spec, types)),
    ]);

    private static StructType DataFile(PartitionSpec spec, IReadOnlyList<PrimitiveType> types) => new(
    [
        Required(134, "content", PrimitiveType.Int),
        Required(100, "file_path", PrimitiveType.Text),
        Required(101, "file_format", PrimitiveType.Text),
        Required(102, "partition", new StructType(spec.Fields.Select((f, i) => Optional(f.FieldId, f.Name, types[i])).ToArray())),
        Required(103, "record_count", PrimitiveType.Long),
        Required(104, "file_size_in_bytes", PrimitiveType.Long),
        Optional(108, "column_sizes", Map(117, 118, PrimitiveType.Long)),
        Optional(109, "value_counts", Map(119, 120, PrimitiveType.Long)),
        Optional(110, "null_value_counts", Map(121, 122, PrimitiveType.Long)),
        Optional(137, "nan_value_counts", Map(138, 139, PrimitiveType.Long)),
        Optional(125, "lower_bounds", Map(126, 127, PrimitiveType.Binary)),
        Optional(128, "upper_bounds", Map(129, 130, PrimitiveType.Binary)),
        Optional(131, "key_metadata", PrimitiveType.Binary),
        Optional(132, "split_offsets", new ListType(133, PrimitiveType.Long, ElementRequired: true)),
        Optional(135, "equality_ids", new ListType(136, PrimitiveType.Int, ElementRequired: true)),
        Optional(140, "sort_order_id", PrimitiveType.Int),
        Optional(143, "referenced_data_file", PrimitiveType.Text),
    ]);

    private static MapType Map(int key, int value, PrimitiveType type) => new(key, PrimitiveType.Int, value, type, ValueRequired: true);

    private static NestedField Required(int id, string name, IcebergType type) => new(id, name, true, type);

    private static NestedField Optional(int id, string name, IcebergType type) => new(id, name, false, type);
}
