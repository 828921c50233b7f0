using System.Globalization;
using System.Text.RegularExpressions;
using Waybill.Connectors.Landing;
using Waybill.Connectors.Reading;
using Waybill.DuckDb;
using Waybill.Events;
using Waybill.Events.Feeds;

namespace Waybill.Connectors.Sources;

/// <summary>
/// The new rows of a mapping, with exactly the columns that the feed's own files give. Inputs that are joined to the
/// driving one are loaded into tables of the database when the first part is opened, and dropped with the arrival.
/// </summary>
public sealed partial class SourceArrival : IFeedArrival
{
    private readonly SourceMapping _mapping;
    private readonly SourceQuery _query;
    private readonly FileSet _driving;
    private readonly IReadOnlyList<(SourceInput Input, FileSet Files)> _others;
    private readonly Lock _lock = new();
    private DuckDbConnection? _tables;
    private List<string> _tableNames = [];

    internal SourceArrival(
        SourceMapping mapping,
        FeedDefinition feed,
        FileSet driving,
        IReadOnlyList<(SourceInput Input, FileSet Files)> others,
        IReadOnlyList<LandedFile> files,
        IReadOnlyList<LandingNote> notes)
    {
        _mapping = mapping;
        var columns = others.SelectMany(o => TextColumns(o.Files)).Concat(TextColumns(driving));
        _query = new SourceQuery(mapping, feed, columns.ToHashSet(StringComparer.OrdinalIgnoreCase));
        _driving = driving;
        _others = others;
        Files = files;
        Notes = notes;
    }

    public IReadOnlyList<LandedFile> Files { get; }

    public IReadOnlyList<LandingNote> Notes { get; }

    /// <summary>None: a mapping gives the feed's columns.</summary>
    public IReadOnlyList<string> ExtraColumns => [];

    public int Parts => _driving.Parts;

    public IReadOnlyList<Reject> Rejects => [.. _driving.Rejects, .. _others.SelectMany(o => o.Files.Rejects)];

    /// <summary>
    /// As <see cref="IFeedArrival.Open"/>; the first call loads the other inputs and checks every expression.
    /// </summary>
    /// <exception cref="WaybillException">An expression of the mapping does not fit the files; the message names it.</exception>
    public string Open(int part, DuckDbConnection connection)
    {
        lock (_lock)
        {
            if (_tables is null)
            {
                _tables = connection.Database.Connect();
                LoadOthers(_tables);
                Check(_tables);
            }
        }

        return _query.Build(Inputs(part, connection));
    }

    public void Dispose()
    {
        foreach (var table in _tableNames)
        {
            _tables?.Execute($"drop table if exists {table}");
        }

        _tableNames = [];
        _tables?.Dispose();
        _driving.Dispose();
        foreach (var (_, files) in _others)
        {
            files.Dispose();
        }
    }

    // Lengths, because 'shop_cart' and 'items_erp' must not be 'shop_cart_items' and 'erp': arrivals of several feeds are open at the same time.
    private string FunctionName(SourceInput input, int part) => string.Create(
        CultureInfo.InvariantCulture, $"source_{_mapping.Feed.Length}_{_mapping.Name.Length}_{_mapping.Feed}_{_mapping.Name}_{input.Name}_{part}");

    private string Inputs(int part, DuckDbConnection connection)
    {
        var driving = _mapping.Inputs[0];
        var relation = _driving.Open(part, FunctionName(driving, part), connection);
        var inputs = _others.Select(
            (o, i) => SourceQuery.Input(o.Input.Name, _tableNames[i], TextColumns(o.Files), isDriving: false));
        return string.Join(
            ",\n", inputs.Prepend(SourceQuery.Input(driving.Name, relation, TextColumns(_driving), isDriving: true)));
    }

    private static IEnumerable<string> TextColumns(FileSet files) =>
        files.Schema.Columns.Take(files.Schema.TextCount).Select(c => c.Name);

    private void LoadOthers(DuckDbConnection connection)
    {
        var database = connection.Scalar<string>("select current_database()");
        _tableNames =
        [
            .. _others.Select(
                o => $"{Sql.Identifier(database)}.main.{Sql.Identifier(FunctionName(o.Input, 0) + "_table")}"),
        ];
        for (var i = 0; i < _others.Count; i++)
        {
            var files = _others[i].Files;
            var columns = string.Join(", ", TextColumns(files).Select(Sql.Identifier));
            if (files.Parts == 0)
            {
                throw MappingCheck.Bad(
                    _mapping, $"inputs.{_others[i].Input.Name}", "its files have no rows that can be read", "See their rejects.");
            }

            for (var part = 0; part < files.Parts; part++)
            {
                var relation = files.Open(part, FunctionName(_others[i].Input, part), connection);
                connection.Execute(part == 0
                    ? $"create or replace table {_tableNames[i]} as select {columns} from {relation}"
                    : $"insert into {_tableNames[i]} select {columns} from {relation}");
            }
        }
    }

    private void Check(DuckDbConnection connection)
    {
        if (_mapping.TimeZone is { } zone)
        {
            var zones = connection.List<string>("select name from pg_timezone_names()");
            if (!zones.Contains(zone))
            {
                throw MappingCheck.Bad(
                    _mapping,
                    "time_zone",
                    $"there is no time zone '{zone}'",
                    $"Did you mean '{Nearest.To(zone, zones)}'? Use an IANA name.");
            }
        }

        var inputs = Inputs(0, connection);
        foreach (var (key, expression, statement) in _query.Probes(inputs))
        {
            Probe(connection, key, expression, statement);
        }

        Probe(connection, "columns", "all columns together", $"select * from {_query.Build(inputs)}");
    }

    private void Probe(DuckDbConnection connection, string key, string expression, string statement)
    {
        try
        {
            using var prepared = connection.Prepare(statement);
        }
        catch (DuckDbException e)
        {
            var inputs = _others.Select(o => (o.Input.Name, Columns: TextColumns(o.Files)))
                .Prepend((_mapping.Inputs[0].Name, TextColumns(_driving))).ToList();
            var missing = MissingColumn().Match(e.Message).Groups["name"].Value;
            var hint = missing.Length > 0 ? $"Did you mean '{Nearest.To(missing, inputs.SelectMany(i => i.Item2))}'? " : "";
            var known = inputs.Select(i => $"{i.Name} ({string.Join(", ", i.Item2)})");
            throw MappingCheck.Bad(
                _mapping,
                key,
                $"'{expression}' cannot be used: {e.Message.Split('\n', 2)[0]}",
                $"{hint}The inputs and their columns: {string.Join("; ", known)}.",
                e);
        }
    }

    [GeneratedRegex("Referenced column \"(?<name>[^\"]*)\" (was )?not found", RegexOptions.ExplicitCapture)]
    private static partial Regex MissingColumn();
}
