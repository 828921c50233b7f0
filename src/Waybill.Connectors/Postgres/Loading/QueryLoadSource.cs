namespace Waybill.Connectors.Postgres.Loading;

/// <summary>The rows of a query; they are loaded whole whenever its mark is another one.</summary>
/// <param name="sql">One select, for the connection that the load reads with.</param>
/// <param name="mark">Changes with the query and with everything that it reads.</param>
public sealed class QueryLoadSource(string sql, string mark) : LoadSource
{
    public override string Mark => mark;

    public override long EstimatedRows => 1;

    internal override string RowsSql => $"({sql}\n)";

    internal override int? FieldId(string column) => null;

    internal override LoadChanges? ChangesSince(string mark) => null;
}
