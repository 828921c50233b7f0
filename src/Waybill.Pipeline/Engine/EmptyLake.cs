using Waybill.DuckDb;
using Waybill.Pipeline.Models;
using Waybill.Pipeline.Runs;

namespace Waybill.Pipeline.Engine;

/// <summary>A lake in which every model has its table and no table has a row: queries can be asked what columns they give.</summary>
public sealed class EmptyLake : IDisposable
{
    private const string Rule = "_rule";
    private const string Raw = "_raw";

    private readonly DuckDbDatabase _database;
    private readonly ModelSession _session;
    private readonly Dictionary<string, IReadOnlyList<DuckDbColumn>> _columns = new(StringComparer.Ordinal);

    private EmptyLake(DuckDbDatabase database)
    {
        _database = database;
        _session = ModelSession.Open(database);
    }

    public DuckDbConnection Connection => _session.Connection;

    /// <summary>Who reads whom.</summary>
    public required ModelGraph Graph { get; init; }

    /// <summary>Makes the tables of all models, each from the query of its model.</summary>
    /// <param name="library">The models.</param>
    /// <param name="feedColumns">The columns of a feed by its name, as in <c>sales</c>; all of them are text.</param>
    /// <exception cref="PipelineException">A query cannot be planned.</exception>
    public static EmptyLake Open(ModelLibrary library, Func<string, IReadOnlyList<string>> feedColumns)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(feedColumns);
        var database = DuckDbDatabase.Open();
        ModelSession.Prepare(database, library);
        using var connection = database.Connect();
        var lake = new EmptyLake(database) { Graph = new ModelGraph(library, connection) };
        foreach (var model in lake.Graph.Ordered)
        {
            if (lake.Graph.Feed(model.Name) is { } feed)
            {
                lake._session.Define($"landing.{feed}", Landing.LandingColumns.Empty(feedColumns(feed)));
                lake.Create(model.QuarantineName, RejectTable.Empty);
            }

            lake.Create(model);
        }

        return lake;
    }

    /// <summary>The columns of a model's table.</summary>
    public IReadOnlyList<DuckDbColumn> Columns(string model) => _columns[model];

    /// <summary>Whether rows of this model can go to quarantine.</summary>
    public bool HasQuarantine(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return _columns.ContainsKey(model.QuarantineName);
    }

    public void Dispose()
    {
        _session.Dispose();
        _database.Dispose();
    }

    private void Create(Model model)
    {
        var query = $"({model.Sql}\n)";
        try
        {
            if (model.Materialization == Materialization.Scd2)
            {
                query = $"({VersionQuery.Of(_session, model, query)})";
            }

            if (StagedResult.HasRulesIn(Connection.Columns(model.Sql)))
            {
                Create(model.QuarantineName, query);
                query = $"(select * exclude ({Rule}, {Raw}) from {query})";
            }

            Create(model.Name, query);
        }
        catch (DuckDbException e)
        {
            throw StagedResult.QueryFailed(model, e);
        }
    }

    private void Create(string name, string relation)
    {
        Connection.Execute($"create table {ModelSession.Quote(name)} as select * from {relation} limit 0");
        using var result = Connection.Query($"from {ModelSession.Quote(name)}");
        _columns[name] = result.Columns;
    }
}
