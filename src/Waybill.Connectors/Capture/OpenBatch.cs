using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text;

namespace Waybill.Connectors.Capture;

/// <summary>
/// The batch that is being written. Its files grow on the disk, so a transaction of any size fits into one; what has not been completed
/// is never seen by anybody.
/// </summary>
internal sealed class OpenBatch(CaptureFolder folder) : IDisposable
{
    /// <summary>Where change files land, relative to the workspace.</summary>
    private const string Landing = "landing/shop";

    private readonly Dictionary<TableLayout, ChangeFile> _byLayout = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(string Table, string Signature), ChangeFile> _files = [];

    public bool IsEmpty => _files.Count == 0;

    public long Changes { get; set; }

    public long Transactions { get; set; }

    /// <summary>Bytes of all files.</summary>
    public long Bytes => _files.Values.Sum(f => f.Length);

    public int Files => _files.Count;

    /// <summary>The file for rows of this layout.</summary>
    public ChangeFile FileOf(TableLayout layout)
    {
        if (_byLayout.TryGetValue(layout, out var file))
        {
            return file;
        }

        // The server describes a table anew whenever it may have changed; often it has not.
        if (!_files.TryGetValue((layout.Table, layout.Signature), out file))
        {
            file = new ChangeFile(folder.Stage(_files.Count), _files.Count, layout, 1 + _files.Keys.Count(k => k.Table == layout.Table));
            _files.Add((layout.Table, layout.Signature), file);
        }

        _byLayout.Add(layout, file);
        return file;
    }

    /// <summary>Forces all files to the disk.</summary>
    /// <param name="lastCommit">When its last transaction was committed, UTC.</param>
    /// <param name="place">Sets its names apart from those of every other batch.</param>
    public IReadOnlyList<BatchFile> Complete(DateTime lastCommit, ulong place)
    {
        try
        {
            Parallel.ForEach(_files.Values, f => f.Complete());
        }
        catch (AggregateException e)
        {
            // A full disk fails all files; one of them tells of it.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        return [.. _files.Values.OrderBy(f => f.Number).Select(f => CaptureFolder.Waits(f.Number, PathOf(f, lastCommit, place), f.Length))];
    }

    public void Dispose()
    {
        foreach (var file in _files.Values)
        {
            file.Dispose();
        }
    }

    private static string PathOf(ChangeFile file, DateTime time, ulong place)
    {
        var table = FileNameOf(file.Table);
        var again = file.Ordinal > 1 ? $"_{file.Ordinal.ToString(CultureInfo.InvariantCulture)}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Landing}/{table}/{table}_{time:yyyyMMdd_HHmmss}_{place:x16}{again}.csv");
    }

    // A table may have any name; a folder may not.
    private static string FileNameOf(string table)
    {
        if (table.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            return table;
        }

        var name = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(table))
        {
            name.Append(char.IsAsciiLetterOrDigit((char)b) || b == '_' ? ((char)b).ToString() : $"%{b:x2}");
        }

        return name.ToString();
    }
}
