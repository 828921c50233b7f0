namespace Waybill.Connectors.Postgres.Loading;

/// <summary>How far a load is.</summary>
/// <param name="Doing">The table or the stage that it is at.</param>
/// <param name="Done">Parts done; a table in work counts by its rows.</param>
/// <param name="Total">Parts in all.</param>
public readonly record struct LoadStep(string Doing, double Done, int Total);
