using Waybill.DuckDb;

namespace Waybill.Connectors.Reading;

/// <summary>Surveyed files that are read together: their columns, their parts, and what reading them refuses.</summary>
internal sealed class FileSet : IDisposable
{
    private readonly IReadOnlyList<SurveyedFile> _files;
    private readonly ReadLimits _limits;
    private readonly List<FilePart> _parts;
    private readonly RejectSink[] _rejects;
    private readonly NativeBufferPool _pool = new();

    internal FileSet(IReadOnlyList<string> columns, IReadOnlyList<SurveyedFile> files, ReadLimits limits)
    {
        _files = files;
        _limits = limits;
        Schema = new RowSchema(columns, files.SelectMany(s => s.Body.Layout?.ExtraNames ?? []));
        _parts = FilePart.Divide(files, limits);
        _rejects = [.. _parts.Select(_ => new RejectSink(limits))];
    }

    internal RowSchema Schema { get; }

    internal int Parts => _parts.Count;

    /// <summary>In the order of files and places.</summary>
    internal IReadOnlyList<Reject> Rejects =>
    [
        .. _files.SelectMany(s => s.Body.Rejects)
            .Concat(_rejects.SelectMany(r => r.All))
            .OrderBy(r => r.File, StringComparer.Ordinal)
            .ThenBy(r => r.Offset),
    ];

    /// <summary>Makes a part readable under a function's name and gives the call of that function.</summary>
    internal string Open(int part, string function, DuckDbConnection connection)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(part);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(part, _parts.Count);
        connection.CreateTableSource(function, Schema.Columns, () => OpenSource(part));
        return $"{Sql.Identifier(function)}()";
    }

    public void Dispose()
    {
        _pool.Dispose();
        foreach (var file in _files)
        {
            ScratchFiles.Delete(file);
        }
    }

    private PartTableSource OpenSource(int part)
    {
        // A part that is read again collects its rejects anew.
        var rejects = new RejectSink(_limits);
        _rejects[part] = rejects;
        return new PartTableSource(_parts[part], Schema, _limits, _pool, rejects);
    }
}
