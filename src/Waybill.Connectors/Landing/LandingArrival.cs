using System.Globalization;
using Waybill.Connectors.Reading;
using Waybill.DuckDb;

namespace Waybill.Connectors.Landing;

/// <summary>The new files of a feed in the landing zone.</summary>
public sealed class LandingArrival : IFeedArrival
{
    private readonly string _feed;
    private readonly FileSet _files;

    internal LandingArrival(string feed, FileSet files, IReadOnlyList<LandedFile> landed, IReadOnlyList<LandingNote> notes)
    {
        _feed = feed;
        _files = files;
        Files = landed;
        Notes = notes;
    }

    public IReadOnlyList<LandedFile> Files { get; }

    public IReadOnlyList<LandingNote> Notes { get; }

    /// <summary>
    /// Columns that the feed does not name but some file has, in the order of their names; their rows are text.
    /// </summary>
    public IReadOnlyList<string> ExtraColumns => _files.Schema.Extras;

    /// <summary>
    /// All columns of the relation: the feed's, the extra ones, then _file, _line, _hash, _landed_at, _raw.
    /// </summary>
    public IReadOnlyList<DuckDbColumn> Columns => _files.Schema.Columns;

    /// <summary>
    /// How many parts there are, of about 64 MB. The division depends on the files alone; parts can be read at the same
    /// time on several connections.
    /// </summary>
    public int Parts => _files.Parts;

    /// <summary>
    /// What could not be read, in the order of files and places: refused files and lines that are too long at once, the
    /// rest when each part has been read to its end.
    /// </summary>
    public IReadOnlyList<Reject> Rejects => _files.Rejects;

    /// <summary>
    /// Makes a part readable on a connection and gives the relation to put behind <c>from</c>. Each scan reads the part
    /// from its start and collects its rejects anew; only one scan of a part may run at a time.
    /// </summary>
    /// <exception cref="DuckDbException">While the query runs: a file is gone or has changed since it was surveyed.</exception>
    public string Open(int part, DuckDbConnection connection) =>
        _files.Open(part, string.Create(CultureInfo.InvariantCulture, $"landed_{_feed}_{part}"), connection);

    public void Dispose() => _files.Dispose();
}
