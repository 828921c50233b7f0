using System.Xml.Linq;
using Waybill.Cli.Commands;
using Waybill.Cli.Workspaces;
using Waybill.DuckDb;
using Waybill.Lake.Catalog;
using Waybill.Pipeline.Models;
using Waybill.Pipeline.Score;
using Xunit;

namespace Waybill.IntegrationTests.Cli;

/// <summary>The verifier must notice what somebody changes behind its back, in every table, and say where.</summary>
public sealed class HonestVerifierTests : IClassFixture<BuiltDemo>
{
    private readonly TemporaryFolder _folder;
    private readonly DirectoryCatalog _catalog;
    private readonly string _models = ModelsFolder.Find(null);
    private readonly ModelLibrary _library;

    public HonestVerifierTests(BuiltDemo demo)
    {
        _folder = demo.Folder;
        _catalog = new DirectoryCatalog(_folder.PathOf("world/lake"));
        _library = ModelLibrary.Load(_models);
    }

    [Fact]
    public void A_value_that_was_changed_is_found_in_every_column_of_every_gold_table()
    {
        foreach (var level in Levels("gold"))
        {
            var forged = level.Where(t => !ForgedTable.IsEmpty(_catalog, t.Table)).Select(t => (t.Table, Forged: ForgedTable.Edit(_catalog, t.Table, t.Key))).ToList();

            var verification = Verify();

            foreach (var (table, edited) in forged)
            {
                var found = verification.Differences.Where(d => d.Table == table && d.What == "different").Select(d => d.Column).ToHashSet();
                Assert.Empty(edited.Columns.Where(c => !found.Contains(c)).Select(c => $"{table}.{c}"));
                edited.Dispose();
            }
        }
    }

    [Theory]
    [InlineData("silver")]
    [InlineData("gold")]
    public void A_row_that_was_dropped_or_put_into_an_empty_table_is_found_in_every_table(string layer)
    {
        foreach (var level in Levels(layer))
        {
            var forged = level.Select(t => ForgedTable.IsEmpty(_catalog, t.Table)
                ? (t.Table, What: "extra", Forged: ForgedTable.Add(_catalog, t.Table, t.Key))
                : (t.Table, What: "missing", Forged: ForgedTable.Drop(_catalog, t.Table, t.Key))).ToList();

            var verification = Verify();

            Assert.False(verification.Pass);
            foreach (var (table, what, row) in forged)
            {
                Assert.Contains(verification.Differences, d => d.Table == table && d.What == what);
                row.Dispose();
            }
        }
    }

    [Fact]
    public void The_program_says_where_it_is_wrong_and_ends_with_1()
    {
        using var forged = ForgedTable.Drop(_catalog, "silver.orders", ["order_id"]);

        var result = WaybillProgram.Run("verify", "--workspace", _folder.PathOf("world"));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"silver.orders, {forged.Key}: the row is missing", result.Output);
        var page = File.ReadAllText(_folder.PathOf("world/reports/verify.html"));
        Assert.Contains(forged.Key, page);
        var suites = XDocument.Load(_folder.PathOf("world/reports/verify.xml")).Root!; // a document that loads has a root
        Assert.Contains(suites.Descendants("testcase"), c => (string?)c.Attribute("name") == "rows missing"
            && (string?)c.Attribute("classname") == "silver.orders" && c.Element("failure")!.Value.Contains(forged.Key));
    }

    private Verification Verify() => VerifyCommand.Verify(Workspace.Open(_folder.PathOf("world")), _models, tolerancePct: null, default);

    /// <summary>The tables of a layer, those together of which none reads another: what is wrong with one cannot be another's doing.</summary>
    private IEnumerable<IGrouping<int, (string Table, IReadOnlyList<string> Key)>> Levels(string layer)
    {
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        var graph = new ModelGraph(_library, connection);
        var levels = new Dictionary<string, int>();
        foreach (var model in graph.Ordered)
        {
            levels[model.Name] = graph.Inputs(model.Name).Select(i => levels.GetValueOrDefault(i)).DefaultIfEmpty().Max() + 1;
        }

        return
        [
            .. from model in _library.Models
               where model.Layer == layer && model.Key.Count > 0 && _catalog.Exists(Waybill.Lake.TableId.Parse(model.Name))
               let key = model.Materialization == Materialization.Scd2 ? [.. model.Key, "valid_from"] : model.Key
               group (model.Name, key) by levels[model.Name],
        ];
    }
}
