using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Waybill.Lake;
using Waybill.Lake.Spec;

namespace Waybill.Connectors.Postgres.Loading;

/// <summary>A table of the lake as it was when it was opened; what changed is the difference between two of its snapshots.</summary>
public sealed class LakeLoadSource(LakeTable table) : LoadSource
{
    /// <remarks>
    /// Ids of simulated lakes follow from names and clock alone, so two worlds can have the same ones; the summary of a snapshot (rows,
    /// files and bytes) tells them apart.
    /// </remarks>
    public override string Mark => MarkOf(table.CurrentSnapshot);

    public override long EstimatedRows => table.CurrentSnapshot?.Count("total-records") ?? 0;

    internal override string RowsSql => table.ToSql();

    internal override int? FieldId(string column) => table.Schema.Column(column)?.Id;

    internal override LoadChanges? ChangesSince(string mark)
    {
        var known = table.Snapshots.FirstOrDefault(s => MarkOf(s) == mark);
        if (known is null && mark != MarkOf(null))
        {
            return null;
        }

        var changes = table.Changes(known?.SnapshotId, table.CurrentSnapshotId);
        return new LoadChanges(changes.AddedSql, changes.RemovedSql, changes.IsEmpty);
    }

    private string MarkOf(Snapshot? snapshot)
    {
        if (snapshot is null)
        {
            return $"{table.Metadata.TableUuid:N}/none";
        }

        var summary = string.Join('\n', snapshot.Summary.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}={s.Value}"));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(summary)).AsSpan(0, 8));
        return string.Create(CultureInfo.InvariantCulture, $"{table.Metadata.TableUuid:N}/{snapshot.SnapshotId}/{snapshot.TimestampMs}/{hash}");
    }
}
