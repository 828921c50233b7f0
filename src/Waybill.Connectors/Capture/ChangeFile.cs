using Waybill.Connectors.Files;
using Waybill.Events.Text;

namespace Waybill.Connectors.Capture;

/// <summary>A file of the batch that is being written: rows of one table with the same columns.</summary>
internal sealed class ChangeFile : IDisposable
{
    private const int BufferBytes = 512 << 10;

    private readonly StagedFile _file;

    /// <param name="file">Where it grows; taken over.</param>
    /// <param name="number">Of the staged file.</param>
    /// <param name="layout">Its columns.</param>
    /// <param name="ordinal">1 for the batch's first file of the table, 2 when the columns changed since, and so on.</param>
    public ChangeFile(StagedFile file, int number, TableLayout layout, int ordinal)
    {
        _file = file;
        Number = number;
        Table = layout.Table;
        Ordinal = ordinal;
        Rows.Append(layout.Header);
    }

    /// <summary>Lines that are not in the file yet.</summary>
    public ByteBuffer Rows { get; } = new(BufferBytes);

    public int Number { get; }

    public string Table { get; }

    public int Ordinal { get; }

    public long Length => _file.Length + Rows.Length;

    /// <summary>Writes what has gathered when it is much.</summary>
    public void WriteMuch()
    {
        if (Rows.Length >= BufferBytes)
        {
            WriteAll();
        }
    }

    /// <summary>Writes everything, forces it to the disk and closes the file.</summary>
    public void Complete()
    {
        WriteAll();
        _file.Flush();
        _file.Dispose();
    }

    public void Dispose() => _file.Dispose();

    private void WriteAll()
    {
        _file.Append(Rows.Written);
        Rows.Clear();
    }
}
