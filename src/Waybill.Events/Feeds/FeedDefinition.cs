using System.Globalization;

namespace Waybill.Events.Feeds;

/// <summary>
/// What a source system drops: where its files land, how they are named, and which columns they have.
/// File names are <c>&lt;prefix&gt;yyyyMMdd_HHmmss[_suffix].csv</c>; the time is the end of the drop's window, UTC.
/// </summary>
public sealed class FeedDefinition
{
    private const string DropTimeFormat = "yyyyMMdd_HHmmss";
    private readonly Dictionary<string, int> _byFoldedName = new(StringComparer.Ordinal);

    internal FeedDefinition(string name, string landingFolder, string filePrefix, IReadOnlyList<FeedColumn> columns)
    {
        Name = name;
        LandingFolder = landingFolder;
        FilePrefix = filePrefix;
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

    /// <summary>The feed's name in configuration, reports and the ledger: <c>sales</c>, <c>logistics</c>.</summary>
    public string Name { get; }

    /// <summary>Folder relative to the workspace, with forward slashes: <c>landing/sales</c>.</summary>
    public string LandingFolder { get; }

    /// <summary>What every file name starts with: <c>orders_</c>.</summary>
    public string FilePrefix { get; }

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

    /// <summary>The name of the file that is dropped at this time.</summary>
    /// <param name="dropTime">End of the drop's window, UTC, whole seconds.</param>
    /// <param name="suffix">Empty, or what sets a second file of the same drop apart, with its underscore.</param>
    public string FileName(DateTime dropTime, string suffix = "") =>
        FilePrefix + dropTime.ToString(DropTimeFormat, CultureInfo.InvariantCulture) + suffix + ".csv";

    /// <summary>
    /// Reads the drop time from a file name. False when the name has not this feed's prefix, a readable time
    /// directly after it, and the ending <c>.csv</c>.
    /// </summary>
    public bool TryReadDropTime(string fileName, out DateTime dropTime)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        dropTime = default;
        if (!fileName.StartsWith(FilePrefix, StringComparison.Ordinal)
            || !fileName.EndsWith(".csv", StringComparison.Ordinal)
            || fileName.Length < FilePrefix.Length + DropTimeFormat.Length + ".csv".Length)
        {
            return false;
        }

        char next = fileName[FilePrefix.Length + DropTimeFormat.Length];
        return next is '.' or '_'
            && DateTime.TryParseExact(
                fileName.AsSpan(FilePrefix.Length, DropTimeFormat.Length),
                DropTimeFormat,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out dropTime);
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
