using Waybill.DuckDb;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Commits;

/// <summary>Finds the files of a table's current snapshot that can hold one of many keys: by partition, by bounds, and by whether some key lies between them.</summary>
internal sealed class KeySearch
{
    private KeySearch(string keys, KeyRanges ranges, IReadOnlyList<ScanFile> files)
    {
        Keys = keys;
        Ranges = ranges;
        Files = files;
    }

    /// <summary>Temporary table of the distinct keys.</summary>
    public string Keys { get; }

    /// <summary>Range of the keys, per column.</summary>
    public KeyRanges Ranges { get; }

    /// <summary>The files that are left, in the order of the manifests.</summary>
    public IReadOnlyList<ScanFile> Files { get; }

    /// <param name="tables">Takes the table of keys.</param>
    /// <param name="table">Whose current snapshot to look in.</param>
    /// <param name="columns">Key columns, primitive.</param>
    /// <param name="keysSql">Query that gives these columns by name; keys may repeat.</param>
    /// <param name="ct">Interrupts.</param>
    public static KeySearch Run(TemporaryTables tables, LakeTable table, IReadOnlyList<NestedField> columns, string keysSql, CancellationToken ct)
    {
        var names = string.Join(", ", columns.Select(k => Sql.Identifier(k.Name)));
        CheckTypes(tables.Connection, table.Id, columns, $"select {names} from (\n{keysSql}\n)");
        var keys = tables.Create($"select distinct {names} from (\n{keysSql}\n)", ct);
        var ranges = KeyRanges.Of(tables.Connection, keys, columns, ct);
        var reader = table.Reader;
        var manifests = reader.Manifests(table.CurrentSnapshot);
        var data = reader.Live(manifests.Where(m => ranges.MayHold(reader.Metadata, m)), ManifestContent.Data)
            .Where(e => ranges.MayHold(reader.Metadata, e.File))
            .ToArray();
        var files = ranges.Refine(tables, keys, reader.WithDeletes(manifests, data), ct);
        var scan = new ScanSql(reader.Folder);
        if (!ranges.HasNull(0))
        {
            files = RowGroupSearch.Narrow(tables, keys, columns[0], (PrimitiveType)columns[0].Type, files, scan, ct);
        }

        return new KeySearch(keys, ranges, files);
    }

    /// <summary>The fields of key columns.</summary>
    /// <exception cref="LakeException">No column, an unknown one, or one that is not primitive.</exception>
    public static NestedField[] Columns(TableId table, Schema schema, IReadOnlyList<string> names)
    {
        var columns = names.Select(name => schema.Column(name) switch
        {
            { Type: PrimitiveType } column => column,
            null => throw LakeException.Invalid($"key column '{name}' is not in {table} ({schema})"),
            var column => throw LakeException.Invalid($"key column '{name}' is {column.Type}; keys are primitive"),
        }).ToArray();
        return columns.Length > 0 ? columns : throw LakeException.Invalid($"a search by key in {table} needs a key column");
    }

    private static void CheckTypes(DuckDbConnection connection, TableId table, IReadOnlyList<NestedField> columns, string query)
    {
        var described = connection.Columns(query);
        for (var i = 0; i < columns.Count; i++)
        {
            if (described[i].Type.Kind != SqlTypes.KindOf((PrimitiveType)columns[i].Type))
            {
                throw new LakeException(
                    LakeErrorKind.BadData,
                    $"key column '{columns[i].Name}' of the changed keys is {described[i].Type}, {table} has {columns[i].Type}",
                    $"cast it to {SqlTypes.Of(columns[i].Type)}");
            }
        }
    }
}
