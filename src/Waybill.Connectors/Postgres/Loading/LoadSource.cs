using Waybill.DuckDb;

namespace Waybill.Connectors.Postgres.Loading;

/// <summary>Rows to load: a table of the lake, or a query over some.</summary>
public abstract class LoadSource
{
    /// <summary>Changes whenever the rows can have changed, and only then; kept beside the loaded rows.</summary>
    public abstract string Mark { get; }

    /// <summary>Rows in all, as far as it is known without reading them; for progress.</summary>
    public abstract long EstimatedRows { get; }

    /// <summary>SQL relation of all rows.</summary>
    internal abstract string RowsSql { get; }

    /// <summary>The id by which a column is known whatever it is called; null when its name is all there is.</summary>
    internal abstract int? FieldId(string column);

    /// <summary>What came and went since a mark, or null when nobody can tell any more.</summary>
    internal abstract LoadChanges? ChangesSince(string mark);

    /// <summary>The columns, in order.</summary>
    internal IReadOnlyList<LoadColumn> Columns(DuckDbConnection connection) =>
        [.. connection.Columns($"from {RowsSql}").Select(c => LoadColumn.Of(c, FieldId(c.Name)))];
}
