using System.Globalization;
using Waybill.Connectors.Reading;
using Waybill.DuckDb;

namespace Waybill.Connectors.Landing;

/// <summary>
/// The new files of a feed, ready to be read in parts that do not depend on each other. Dispose it when the last query
/// over its parts has ended.
/// </summary>
public sealed class LandingArrival : IDisposable
{
    private readonly string _feed;
    private readonly IReadOnlyList<SurveyedFile> _surveys;
    private readonly ReadLimits _limits;
    private readonly RowSchema _schema;
    private readonly List<FilePart> _parts;
    private readonly RejectSink[] _rejects;
    private readonly NativeBufferPool _pool = new();

    internal LandingArrival(
        string feed, IReadOnlyList<string> columns, IReadOnlyList<SurveyedFile> surveys, IReadOnlyList<LandingNote> notes, ReadLimits limits)
    {
        _feed = feed;
        _surveys = surveys;
        _limits = limits;
        _schema = new RowSchema(columns, surveys.SelectMany(s => s.Layout?.ExtraNames ?? []));
        _parts = FilePart.Divide(surveys, limits);
        _rejects = [.. _parts.Select(_ => new RejectSink(limits))];
        Notes = notes;
        Files =
        [
            .. surveys.Select(s => new LandedFile(
                s.Name, s.ContentId, s.Bytes, s.LandedAtMicros, IsRefused: s.Layout is null && s.Note is null)),
        ];
    }

    /// <summary>The new files in the order of their names; those that hold nothing readable are among them.</summary>
    public IReadOnlyList<LandedFile> Files { get; }

    /// <summary>What is to be said about files, those that were not taken included.</summary>
    public IReadOnlyList<LandingNote> Notes { get; }

    /// <summary>Columns that the feed does not name but some file has, in the order of their names; their rows are text.</summary>
    public IReadOnlyList<string> ExtraColumns => _schema.Extras;

    /// <summary>All columns of the relation: the feed's, the extra ones, then _file, _line, _hash, _landed_at, _raw.</summary>
    public IReadOnlyList<DuckDbColumn> Columns => _schema.Columns;

    /// <summary>
    /// How many parts there are, of about 64 MB. The division depends on the files alone; parts can be read at the same
    /// time on several connections.
    /// </summary>
    public int Parts => _parts.Count;

    /// <summary>
    /// What could not be read, in the order of files and places: refused files and lines that are too long at once, the
    /// rest when each part has been read to its end.
    /// </summary>
    public IReadOnlyList<Reject> Rejects =>
    [
        .. _surveys.SelectMany(s => s.Rejects)
            .Concat(_rejects.SelectMany(r => r.All))
            .OrderBy(r => r.File, StringComparer.Ordinal)
            .ThenBy(r => r.Offset),
    ];

    /// <summary>
    /// Makes a part readable on a connection and gives the relation to put behind <c>from</c>. Each scan reads the part
    /// from its start and collects its rejects anew; only one scan of a part may run at a time.
    /// </summary>
    /// <exception cref="DuckDbException">While the query runs: a file is gone or has changed since it was surveyed.</exception>
    public string Open(int part, DuckDbConnection connection)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(part);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(part, _parts.Count);
        var function = string.Create(CultureInfo.InvariantCulture, $"landed_{_feed}_{part}");
        connection.CreateTableSource(function, _schema.Columns, () => OpenSource(part));
        return $"{Sql.Identifier(function)}()";
    }

    public void Dispose()
    {
        _pool.Dispose();
        foreach (var survey in _surveys)
        {
            ScratchFiles.Delete(survey);
        }
    }

    private PartTableSource OpenSource(int part)
    {
        var rejects = new RejectSink(_limits);
        _rejects[part] = rejects;
        return new PartTableSource(_parts[part], _schema, _limits, _pool, rejects);
    }
}
