using System.Text;
using System.Text.Json;

namespace Waybill.Connectors.Capture;

/// <summary>A column of a table, as its changes come.</summary>
internal sealed class LayoutColumn
{
    private const uint Bool = 16;
    private const uint Int8 = 20;
    private const uint Int2 = 21;
    private const uint Int4 = 23;
    private const uint Oid = 26;
    private const uint Json = 114;
    private const uint Float4 = 700;
    private const uint Float8 = 701;
    private const uint Timestamp = 1114;
    private const uint TimestampTz = 1184;
    private const uint Numeric = 1700;
    private const uint JsonB = 3802;

    /// <param name="name">As the server has it.</param>
    /// <param name="type">The server's number (oid) of its type; those of built-in types never change.</param>
    /// <param name="isKey">Whether it is part of the primary key.</param>
    public LayoutColumn(string name, uint type, bool isKey)
    {
        Name = name;
        Type = type;
        IsKey = isKey;
        Form = type switch
        {
            Bool => ColumnForm.Flag,
            Int2 or Int4 or Int8 or Oid or Numeric or Float4 or Float8 => ColumnForm.Number,
            Timestamp or TimestampTz => ColumnForm.Time,
            Json or JsonB => ColumnForm.Json,
            _ => ColumnForm.Text,
        };

        // It lies within a quoted field, so quotes are doubled.
        JsonName = Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(name)}\":".Replace("\"", "\"\"", StringComparison.Ordinal));
    }

    public string Name { get; }

    public uint Type { get; }

    public bool IsKey { get; }

    public ColumnForm Form { get; }

    /// <summary>The column's own clock is the server's, not the world's: no file carries it.</summary>
    public bool IsLeftOut => Name == "updated_at";

    /// <summary>Its name with the colon behind it, as it stands in an image before.</summary>
    public byte[] JsonName { get; }
}
