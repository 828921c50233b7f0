using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Waybill.Lake;

namespace Waybill.Server.Lakes;

/// <summary>The tables of the lake at one moment.</summary>
internal sealed class LakeEdition
{
    public LakeEdition(IReadOnlyDictionary<string, LakeTable> tables, IReadOnlyDictionary<string, string> broken)
    {
        Tables = tables;
        Broken = broken;
        var text = new StringBuilder();
        foreach (var name in tables.Keys.Order(StringComparer.Ordinal))
        {
            text.Append(name).Append(' ').Append(SnapshotOf(name)).Append('\n');
        }

        SnapshotId = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }

    /// <summary>By name, as in <c>silver.orders</c>.</summary>
    public IReadOnlyDictionary<string, LakeTable> Tables { get; }

    /// <summary>What is wrong with tables that cannot be read, by name.</summary>
    public IReadOnlyDictionary<string, string> Broken { get; }

    /// <summary>16 hexadecimal digits over the current snapshots of all tables.</summary>
    public string SnapshotId { get; }

    /// <summary>The table's snapshot and schema as text; a dash when it is not there.</summary>
    public string SnapshotOf(string table) => Tables.TryGetValue(table, out var found)
        ? string.Create(CultureInfo.InvariantCulture, $"{found.CurrentSnapshotId ?? 0}.{found.Metadata.CurrentSchemaId}")
        : "-";
}
