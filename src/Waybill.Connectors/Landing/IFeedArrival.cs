using Waybill.DuckDb;

namespace Waybill.Connectors.Landing;

/// <summary>
/// What is new for a feed, wherever it comes from, ready to be read in parts that do not depend on each other. Dispose
/// it when the last query over its parts has ended.
/// </summary>
public interface IFeedArrival : IDisposable
{
    /// <summary>The new files in the order of their names; those that hold nothing readable are among them.</summary>
    IReadOnlyList<LandedFile> Files { get; }

    /// <summary>What is to be said about files, those that were not taken included.</summary>
    IReadOnlyList<LandingNote> Notes { get; }

    /// <summary>Columns that the feed does not name, in the order of their names; their values are text.</summary>
    IReadOnlyList<string> ExtraColumns { get; }

    /// <summary>How many parts there are. The division depends on the files alone.</summary>
    int Parts { get; }

    /// <summary>What could not be read; complete when each part has been read to its end.</summary>
    IReadOnlyList<Reject> Rejects { get; }

    /// <summary>
    /// Makes a part readable on a connection and gives the relation to put behind <c>from</c>: the feed's columns and the
    /// extra ones as text, then <c>_file, _line, _hash, _landed_at, _raw</c>. Only one scan of a part may run at a time.
    /// </summary>
    string Open(int part, DuckDbConnection connection);
}
