using Waybill.DuckDb;

namespace Waybill.Lake.Lint;

/// <summary>Checks every MUST of the Iceberg specification, and the lessons of other implementations, on a whole table.</summary>
/// <remarks>
/// All snapshots that have not expired are looked at: metadata JSON, manifest lists, manifests, and that files are there with
/// their sizes. With a connection the Parquet files are read as well: field ids, counts, bounds, partition values, required
/// columns, positions of deletes.
/// </remarks>
public static class TableLint
{
    /// <param name="table">A table; it need not be the newest version.</param>
    /// <param name="connection">Reads the Parquet files; null leaves them unread.</param>
    /// <returns>What is wrong; empty for a table in order.</returns>
    public static IReadOnlyList<LintViolation> Check(LakeTable table, DuckDbConnection? connection = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        var findings = new LintFindings();
        var folder = table.Reader.Folder;
        MetadataJsonRules.Check(findings, File.ReadAllBytes(folder.PathOf(table.State.MetadataFile)));
        MetadataRules.Check(findings, table.Metadata);
        SnapshotRules.Check(findings, table.Metadata);
        CatalogRules.Check(findings, table.State, folder);
        var manifests = new ManifestRules(findings, table.Metadata, folder);
        foreach (var snapshot in table.Snapshots)
        {
            new SnapshotFileRules(findings, table.Metadata, folder, manifests).Check(snapshot);
        }

        if (connection is not null)
        {
            new ParquetRules(findings, table.Metadata, folder, connection).Check(manifests.Files);
        }

        return findings.Violations;
    }
}
