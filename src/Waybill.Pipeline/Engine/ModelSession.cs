using Waybill.DuckDb;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Engine;

/// <summary>
/// A DuckDB connection on which models run: the layers are schemas, macros and seeds are there, and each table that a query
/// reads is a view over the lake.
/// </summary>
internal sealed class ModelSession : IDisposable
{
    /// <summary>The schema of intermediate tables that models of a run share, as every session can name it.</summary>
    public const string Changes = $"{Shared}.changes";

    /// <summary>The catalog that a database in memory begins with; what all sessions share is there: macros, seeds, and <see cref="Changes"/>.</summary>
    private const string Shared = "memory";

    private static readonly string[] Schemas = ["landing", "bronze", "silver", "gold", "quarantine", "truth", "seed"];

    /// <summary>
    /// DuckDB moves what the readers of a CTE ask for into it, even where it keeps the rows for several readers who want all of them
    /// together: then every conversion of a cell is made twice, once to tell that the row stays.
    /// </summary>
    private const string PlainCtes = "set global disabled_optimizers = 'cte_filter_pusher'";

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Action<IReadOnlyList<string>>? _closed;

    private ModelSession(DuckDbConnection connection, Action<IReadOnlyList<string>>? closed = null) => (Connection, _closed) = (connection, closed);

    public DuckDbConnection Connection { get; }

    /// <summary>Prepares a database for all sessions on it: layers, macros and seeds.</summary>
    public static void Prepare(DuckDbDatabase database, ModelLibrary library)
    {
        using var connection = database.Connect();
        connection.Execute(PlainCtes);
        foreach (var statement in Prologue(library).Append($"create schema if not exists {Changes}").Concat(library.Seeds.Select(SeedTable)))
        {
            connection.Execute(statement);
        }
    }

    /// <summary>Adds a catalog with layers and seeds to a prepared database; see <see cref="SessionPool"/>.</summary>
    public static void CreateCatalog(DuckDbDatabase database, ModelLibrary library, string name)
    {
        using var connection = database.Connect();
        string[] opened = [$"attach ':memory:' as {name}", $"use {name}"];
        var seeds = library.Seeds.Select(s => View($"seed.{s.Table}", $"{Shared}.seed.{Sql.Identifier(s.Table)}"));
        foreach (var statement in opened.Concat(Layers()).Concat(seeds))
        {
            connection.Execute(statement);
        }
    }

    /// <summary>The statements that make layers and macros.</summary>
    public static IReadOnlyList<string> Prologue(ModelLibrary library) =>
        library.Macros.Length > 0 ? [.. Layers(), library.Macros] : [.. Layers()];

    /// <summary>The statement that lets a name stand for a relation.</summary>
    public static string View(string name, string relation) => $"create or replace view {Quote(name)} as from {relation}";

    /// <summary>The statement that reads a seed.</summary>
    public static string SeedTable(Seed seed) => $"create or replace table seed.{Sql.Identifier(seed.Table)} as "
        + $"from read_csv({Sql.Literal(seed.Path)}, all_varchar = true, header = true, delim = ',')";

    public static ModelSession Open(DuckDbDatabase database) => new(database.Connect());

    /// <summary>Opens a session in a catalog of its own.</summary>
    /// <param name="database">Has the catalog.</param>
    /// <param name="catalog">Where names are defined.</param>
    /// <param name="closed">Told when the session no longer needs the catalog, with the names that it defined there.</param>
    public static ModelSession Open(DuckDbDatabase database, string catalog, Action<string, IReadOnlyList<string>> closed)
    {
        var session = new ModelSession(database.Connect(), names => closed(catalog, names));
        session.Connection.Execute($"set search_path = '{catalog},{Shared}'"); // macros are found along it, tables of layers in its first catalog only
        return session;
    }

    /// <summary>Lets a name such as <c>silver.orders</c> stand for a relation.</summary>
    public void Define(string name, string relation)
    {
        Connection.Execute(View(name, relation));
        _names.Add(name);
    }

    /// <summary>Takes the meaning from names that an earlier session defined.</summary>
    public void Forget(IEnumerable<string> names) => Connection.Execute(string.Concat(names.Select(n => $"drop view {Quote(n)};")));

    public static string Quote(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return $"{Sql.Identifier(name[..dot])}.{Sql.Identifier(name[(dot + 1)..])}";
    }

    public void Dispose()
    {
        Connection.Dispose();
        _closed?.Invoke([.. _names]);
    }

    private static IEnumerable<string> Layers() => Schemas.Select(s => $"create schema if not exists {s}");
}
