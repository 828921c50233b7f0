namespace Waybill.Events.Feeds;

/// <summary>
/// What a source system drops: where its files land, how they are named, and which columns they have.
/// </summary>
public sealed class FeedDefinition
{
    private readonly FeedNaming _naming;
    private readonly Dictionary<string, int> _byFoldedName = new(StringComparer.Ordinal);

    internal FeedDefinition(string name, string landingFolder, FeedNaming naming, IReadOnlyList<FeedColumn> columns)
    {
        Name = name;
        LandingFolder = landingFolder;
        _naming = naming;
        Columns = columns;
        Header = string.Join(',', columns.Select(c => c.Name));
        for (int i = 0; i < columns.Count; i++)
        {
            _byFoldedName.Add(Fold(columns[i].Name), i);
            foreach (string alias in columns[i].Aliases)
            {
                _byFoldedName.Add(Fold(alias), i);
            }
        }
    }

    /// <summary>The feed's name in configuration, reports and the ledger: <c>sales</c>, <c>sensor_logs</c>.</summary>
    public string Name { get; }

    /// <summary>Folder relative to the workspace, with forward slashes: <c>landing/sales</c>.</summary>
    public string LandingFolder { get; }

    public FeedFormat Format => _naming.Format;

    /// <summary>What ends every row: a line feed, in JSON with the comma before it that separates elements.</summary>
    public ReadOnlySpan<byte> LineEnd => Format == FeedFormat.Json ? ",\n"u8 : "\n"u8;

    /// <summary>True when each day has a folder of its own, named by its date.</summary>
    public bool IsDaily => _naming.IsDaily;

    /// <summary>Windows from one of its drops to the next.</summary>
    public int WindowsPerDrop => IsDaily ? DropWindow.PerDay : 1;

    /// <summary>The columns in the order in which they are written.</summary>
    public IReadOnlyList<FeedColumn> Columns { get; }

    /// <summary>The header line without its line feed.</summary>
    public string Header { get; }

    /// <summary>
    /// Index of the column that a header name stands for, by name or alias, whatever its case, blanks, underscores,
    /// dashes and quotes; -1 when it is none of ours.
    /// </summary>
    public int FindColumn(string headerName)
    {
        ArgumentNullException.ThrowIfNull(headerName);
        return _byFoldedName.GetValueOrDefault(Fold(headerName), -1);
    }

    /// <summary>
    /// The name of the file that is dropped at this time, relative to the landing folder, with forward slashes.
    /// </summary>
    /// <param name="dropTime">End of the drop's window, UTC, whole seconds; midnight for a feed with a folder a
    /// day.</param>
    /// <param name="suffix">Empty, or what sets a second file of the same drop apart, with its underscore.</param>
    public string FileName(DateTime dropTime, string suffix = "") => _naming.FileName(dropTime, suffix);

    /// <summary>Whether it drops something when this window ends.</summary>
    public bool HasDrop(DropWindow window) => !IsDaily || window.OfDay == DropWindow.PerDay - 1;

    /// <summary>
    /// Whether a file in the landing folder is this feed's; several feeds can share a folder.
    /// </summary>
    /// <param name="fileName">Relative to the landing folder, with forward slashes.</param>
    public bool Takes(string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        return _naming.Takes(fileName);
    }

    /// <summary>
    /// Reads the drop time from a file name relative to the landing folder. False when the name tells none.
    /// </summary>
    public bool TryReadDropTime(string fileName, out DateTime dropTime)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        return _naming.TryReadDropTime(fileName, out dropTime);
    }

    private static string Fold(string name) =>
        string.Create(name.Count(char.IsLetterOrDigit), name, static (folded, from) =>
        {
            int length = 0;
            foreach (char c in from)
            {
                if (char.IsLetterOrDigit(c))
                {
                    folded[length++] = char.ToLowerInvariant(c);
                }
            }
        });
}
