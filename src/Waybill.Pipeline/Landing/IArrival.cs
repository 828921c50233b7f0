using Waybill.DuckDb;

namespace Waybill.Pipeline.Landing;

/// <summary>The files of a feed that are new in a run. Disposed when the run has them in the lake.</summary>
public interface IArrival : IDisposable
{
    /// <summary>The new files; a file that holds nothing readable is among them.</summary>
    IReadOnlyList<ArrivedFile> Files { get; }

    /// <summary>What is to be said about files, also about those that were not taken.</summary>
    IReadOnlyList<ArrivalNote> Notes { get; }

    /// <summary>The feed's own columns, in its order.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>Columns that the feed does not name but some file has, in the order of their names.</summary>
    IReadOnlyList<string> ExtraColumns { get; }

    /// <summary>How many parts can be read at the same time. The division depends on the files alone.</summary>
    int Parts { get; }

    /// <summary>
    /// Makes a part readable on a connection and gives the relation to put behind <c>from</c>. Its columns: the feed's and the extra
    /// columns as text, then <c>_file, _line, _hash, _landed_at, _raw</c>. It can be read once.
    /// </summary>
    string Open(int part, DuckDbConnection connection);

    /// <summary>What could not be read; complete once every part has been read to its end.</summary>
    IReadOnlyList<RejectedLine> Rejects { get; }
}
