using System.Text;

namespace Waybill.Connectors.Capture;

/// <summary>
/// Long values that an update left as they were. The server does not send them, and of a table whose images before hold only the key there is
/// nothing to take them from: they are looked up in the table by the key. Should the row have changed since, then the later change comes as well.
/// </summary>
internal sealed class MissingValues
{
    private byte[] _bytes = [];
    private readonly List<(int Start, int Length)> _found = [];

    private MissingValues(TableLayout layout, IReadOnlyList<int> columns, IReadOnlyList<(int Column, string Text)> key)
    {
        Layout = layout;
        Columns = columns;
        Key = key;
    }

    public TableLayout Layout { get; }

    /// <summary>Indices of the columns that are missing.</summary>
    public IReadOnlyList<int> Columns { get; }

    /// <summary>The row's key.</summary>
    public IReadOnlyList<(int Column, string Text)> Key { get; }

    public static MissingValues? Find(TableLayout layout, RowImage row, ReadOnlySpan<byte> message)
    {
        List<int>? columns = null;
        for (var i = 0; i < row.Count; i++)
        {
            if (row.IsUnchanged(i))
            {
                (columns ??= []).Add(i);
            }
        }

        if (columns is null)
        {
            return null;
        }

        var key = new List<(int, string)>();
        foreach (var i in layout.KeyColumns)
        {
            key.Add((i, Encoding.UTF8.GetString(row.Value(i, message))));
        }

        return new MissingValues(layout, columns, key);
    }

    /// <summary>Takes what was found, in the order of <see cref="Columns"/>; nothing when the row is gone.</summary>
    public void Found(IReadOnlyList<string?> values)
    {
        var bytes = new List<byte>();
        foreach (var value in values)
        {
            var text = Encoding.UTF8.GetBytes(value ?? "");
            _found.Add((bytes.Count, value is null ? -1 : text.Length));
            bytes.AddRange(text);
        }

        _bytes = [.. bytes];
    }

    /// <summary>Puts the values into the image; returns the message with them behind it.</summary>
    public ReadOnlySpan<byte> Complete(RowImage row, ReadOnlySpan<byte> message)
    {
        byte[] longer = [.. message, .. _bytes];
        for (var i = 0; i < Columns.Count; i++)
        {
            if (i < _found.Count && _found[i].Length >= 0)
            {
                row.SetValue(Columns[i], message.Length + _found[i].Start, _found[i].Length);
            }
            else
            {
                row.SetNull(Columns[i]);
            }
        }

        return longer;
    }
}
