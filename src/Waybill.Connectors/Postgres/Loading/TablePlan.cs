namespace Waybill.Connectors.Postgres.Loading;

/// <summary>A table whose columns are on the server as they should be, and what its rows are.</summary>
/// <param name="Table">What is wanted.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="LoadedMark">The state that its rows have; null for a new table.</param>
/// <param name="HasPrimaryKey">Whether rows can be found by key. Of a new table: whether it gets a primary key.</param>
/// <param name="WasAltered">Whether its columns were changed in this load.</param>
internal sealed record TablePlan(LoadTable Table, IReadOnlyList<LoadColumn> Columns, string? LoadedMark, bool HasPrimaryKey, bool WasAltered)
{
    public bool IsNew => LoadedMark is null;
}
