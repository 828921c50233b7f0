using Waybill.DuckDb;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Engine;

/// <summary>
/// A DuckDB connection on which models run: the layers are schemas, macros and seeds are there, and each table that a query
/// reads is a view over the lake.
/// </summary>
internal sealed class ModelSession : IDisposable
{
    /// <summary>The schema of intermediate tables that models of a run share.</summary>
    public const string Changes = "changes";

    private static readonly string[] Schemas = ["landing", "bronze", "silver", "gold", "quarantine", "truth", "seed", Changes];

    /// <summary>
    /// DuckDB moves what the readers of a CTE ask for into it, even where it keeps the rows for several readers who want all of them
    /// together: then every conversion of a cell is made twice, once to tell that the row stays.
    /// </summary>
    private const string PlainCtes = "set global disabled_optimizers = 'cte_filter_pusher'";

    private ModelSession(DuckDbConnection connection) => Connection = connection;

    public DuckDbConnection Connection { get; }

    /// <summary>Prepares a database for all sessions on it: layers, macros and seeds.</summary>
    public static void Prepare(DuckDbDatabase database, ModelLibrary library)
    {
        using var connection = database.Connect();
        connection.Execute(PlainCtes);
        foreach (var statement in Prologue(library).Concat(library.Seeds.Select(SeedTable)))
        {
            connection.Execute(statement);
        }
    }

    /// <summary>The statements that make layers and macros.</summary>
    public static IReadOnlyList<string> Prologue(ModelLibrary library)
    {
        var schemas = Schemas.Select(s => $"create schema if not exists {s}");
        return library.Macros.Length > 0 ? [.. schemas, library.Macros] : [.. schemas];
    }

    /// <summary>The statement that lets a name stand for a relation.</summary>
    public static string View(string name, string relation) => $"create or replace view {Quote(name)} as from {relation}";

    /// <summary>The statement that reads a seed.</summary>
    public static string SeedTable(Seed seed) => $"create or replace table seed.{Sql.Identifier(seed.Table)} as "
        + $"from read_csv({Sql.Literal(seed.Path)}, all_varchar = true, header = true, delim = ',')";

    public static ModelSession Open(DuckDbDatabase database) => new(database.Connect());

    /// <summary>Lets a name such as <c>silver.orders</c> stand for a relation.</summary>
    public void Define(string name, string relation) => Connection.Execute(View(name, relation));

    public static string Quote(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return $"{Sql.Identifier(name[..dot])}.{Sql.Identifier(name[(dot + 1)..])}";
    }

    public void Dispose() => Connection.Dispose();
}
