using System.Text;
using Waybill.Events.Text;

namespace Waybill.Connectors.Capture;

/// <summary>The columns of a table as of some moment; a table whose columns change has several after each other.</summary>
internal sealed class TableLayout
{
    private static readonly string[] OwnColumns = ["op", "lsn", "tx", "committed_at", "before"];

    /// <param name="table">Name of the table within its schema.</param>
    /// <param name="id">The server's number (oid) of the table.</param>
    /// <param name="columns">In the order in which values come.</param>
    /// <param name="hasWholeImages">Whether the server sends the whole row before each change.</param>
    public TableLayout(string table, long id, IReadOnlyList<LayoutColumn> columns, bool hasWholeImages)
    {
        Table = table;
        Id = id;
        Columns = columns;
        HasWholeImages = hasWholeImages;
        KeyColumns = [.. Enumerable.Range(0, columns.Count).Where(i => columns[i].IsKey)];
        Header = HeaderOf(columns);
        Signature = string.Join('\n', columns.Select(c => $"{c.Name} {c.Form}"));
    }

    public string Table { get; }

    public long Id { get; }

    public IReadOnlyList<LayoutColumn> Columns { get; }

    public bool HasWholeImages { get; }

    /// <summary>Indices of the primary key's columns.</summary>
    public IReadOnlyList<int> KeyColumns { get; }

    /// <summary>The file's first line with its line feed.</summary>
    public byte[] Header { get; }

    /// <summary>The same for two layouts whose rows can lie in one file.</summary>
    public string Signature { get; }

    private static byte[] HeaderOf(IReadOnlyList<LayoutColumn> columns)
    {
        var header = new ByteBuffer();
        foreach (var name in OwnColumns.Concat(columns.Where(c => !c.IsLeftOut).Select(c => c.Name)))
        {
            if (header.Length > 0)
            {
                header.Append((byte)',');
            }

            CsvText.AppendField(header, Encoding.UTF8.GetBytes(name));
        }

        header.Append((byte)'\n');
        return header.Written.ToArray();
    }
}
