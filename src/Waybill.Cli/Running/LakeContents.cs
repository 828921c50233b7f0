using System.Security.Cryptography;
using System.Text;
using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Lake.Io;
using Waybill.Pipeline.Engine;

namespace Waybill.Cli.Running;

/// <summary>
/// A digest of what the tables of a lake say, whatever runs it took to build them: rows of every table as a set with their numbers,
/// no matter how they are divided into files and snapshots.
/// </summary>
internal static class LakeContents
{
    /// <summary>16 hexadecimal digits over a given start and the rows of every table.</summary>
    public static string Digest(ITableCatalog catalog, string start) => Digest(catalog, catalog.List(), start);

    /// <summary>The same over some of the tables.</summary>
    public static string Digest(ITableCatalog catalog, IReadOnlyList<TableId> tables, string start)
    {
        using var database = DuckDbDatabase.Open();
        var digests = new string[tables.Count];
        Concurrently.Do(tables.Count, Environment.ProcessorCount, (i, _) => digests[i] = Of(database, catalog.Load(tables[i])), CancellationToken.None);
        var text = string.Concat(tables.Select((id, i) => $"\n{id} {digests[i]}").Prepend(start));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }

    private static string Of(DuckDbDatabase database, LakeTable table)
    {
        using var connection = database.Connect();
        // By name, because columns that came later stand behind the others.
        var columns = table.Schema.Fields.Select(f => Sql.Identifier(f.Name)).Order(StringComparer.Ordinal);
        return connection.Scalar<string>($"""
            select count(*) || ' ' || coalesce(bit_xor(h), 0) || ' ' || coalesce(sum(h % 1000000007), 0)
            from (select hash({string.Join(", ", columns)}) as h from {table.Scan(new ScanOptions()).ToSql()})
            """);
    }
}
