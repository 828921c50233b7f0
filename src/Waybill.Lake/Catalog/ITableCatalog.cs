using Waybill.Lake.Spec;

namespace Waybill.Lake.Catalog;

/// <summary>Where tables are found, and the one place that decides which of two commits comes first.</summary>
public interface ITableCatalog
{
    /// <summary>All tables in order of their names, or those of one namespace.</summary>
    IReadOnlyList<TableId> List(string? space = null);

    bool Exists(TableId id);

    /// <exception cref="LakeException">NotFound; Corrupt or Unsupported metadata.</exception>
    LakeTable Load(TableId id);

    /// <exception cref="LakeException">AlreadyExists.</exception>
    LakeTable Create(TableId id, TableDefinition definition, CommitStamp stamp);

    /// <summary>Removes a table with all its files.</summary>
    /// <exception cref="LakeException">NotFound.</exception>
    void Drop(TableId id);

    /// <summary>Reads the newest metadata.</summary>
    TableState Refresh(TableId id);

    /// <summary>Makes <paramref name="metadata"/> the table's metadata if nobody has changed it since <paramref name="basis"/>.</summary>
    /// <exception cref="LakeException">Conflict: somebody has; nothing was changed.</exception>
    TableState Commit(TableState basis, TableMetadata metadata);
}
