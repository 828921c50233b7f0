using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>DuckDB maps top-level columns by field id but what is inside structs by name; so inside, names must never have changed.</summary>
internal static class NestedNames
{
    /// <exception cref="LakeException">Unsupported: a nested field was renamed, or its name was given to another field.</exception>
    public static void CheckReadable(TableMetadata metadata)
    {
        if (metadata.Schemas.Count == 1 || metadata.Schemas.All(s => s.Fields.All(f => f.Type is PrimitiveType)))
        {
            return;
        }

        var pathOfId = new Dictionary<int, string>();
        var idOfPath = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var schema in metadata.Schemas)
        {
            foreach (var column in schema.Fields)
            {
                Check(column.Type, $"{column.Id}", pathOfId, idOfPath, metadata.Location);
            }
        }
    }

    // A path starts with the id of the top-level column, whose own name may change.
    private static void Check(IcebergType type, string path, Dictionary<int, string> pathOfId, Dictionary<string, int> idOfPath, string table)
    {
        switch (type)
        {
            case StructType s:
                foreach (var field in s.Fields)
                {
                    var fieldPath = $"{path}.{field.Name}";
                    if (pathOfId.GetValueOrDefault(field.Id, fieldPath) != fieldPath || idOfPath.GetValueOrDefault(fieldPath, field.Id) != field.Id)
                    {
                        throw LakeException.Unsupported(
                            $"{table}: the nested field '{field.Name}' (id {field.Id}) was renamed or replaced inside its struct",
                            "rewrite the table with the new names");
                    }

                    pathOfId[field.Id] = fieldPath;
                    idOfPath[fieldPath] = field.Id;
                    Check(field.Type, fieldPath, pathOfId, idOfPath, table);
                }

                break;
            case ListType l:
                Check(l.Element, path + ".element", pathOfId, idOfPath, table);
                break;
            case MapType m:
                Check(m.Key, path + ".key", pathOfId, idOfPath, table);
                Check(m.Value, path + ".value", pathOfId, idOfPath, table);
                break;
        }
    }
}
