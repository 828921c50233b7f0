using Xunit;

namespace Waybill.IntegrationTests.Cli;

public sealed class BadUseTests : IDisposable
{
    private const int Unavailable = 3;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("simulat", "'simulat'", "Did you mean 'simulate'?")]
    [InlineData("run --sellect gold", "'--sellect'", "Did you mean '--select'?")]
    [InlineData("run --workspace WORKSPACE --select gold.salse", "'gold.salse'", "gold.sales")]
    [InlineData("history gold.sals --workspace WORKSPACE", "gold.sals", "Did you mean 'gold.sales'?")]
    [InlineData("sql --workspace WORKSPACE select*from(gold.sals)", "sals", "")]
    [InlineData("run --workspace nowhere", "nowhere", "waybill init")]
    [InlineData("simulate --faults mesy --workspace WORKSPACE", "'mesy'", "Did you mean 'messy'?")]
    [InlineData("simulate --scenario normal_dya --workspace WORKSPACE", "'normal_dya'", "Did you mean 'normal_day'?")]
    [InlineData("verify --workspace WORKSPACE", "There is no truth", "waybill simulate")]
    public void A_word_that_is_not_known_is_named_with_what_was_meant(string line, string named, string advice)
    {
        if (line.Contains("WORKSPACE", StringComparison.Ordinal))
        {
            BuildLake();
        }

        var result = WaybillProgram.Run(line.Replace("WORKSPACE", _folder.Root, StringComparison.Ordinal).Split(' '));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(named, result.Error, StringComparison.Ordinal);
        Assert.Contains(advice, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("history")]
    [InlineData("sql")]
    public void Help_is_shown_even_when_an_argument_is_missing(string command) =>
        Assert.Contains("Examples:", WaybillProgram.Succeed(command, "--help").Output, StringComparison.Ordinal);

    [Fact]
    public void A_misspelt_key_of_the_configuration_is_named_with_its_line_and_the_nearest_one()
    {
        _folder.Write("waybill.yaml", "# my orders\nsoruces:\n  shop: {}\n");

        var result = WaybillProgram.Run("run", "--workspace", _folder.Root);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("waybill.yaml, line 2: 'soruces'", result.Error, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'sources'?", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_key_of_a_scenario_is_named_with_its_line_and_the_nearest_one()
    {
        var scenario = _folder.Write("my.yaml", "name: my\ndemand:\n  orders_per_cel_day: 5\n");

        var result = WaybillProgram.Run("simulate", "--scenario", scenario, "--workspace", _folder.PathOf("world"));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("my.yaml, line 3: 'demand.orders_per_cel_day'", result.Error, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'orders_per_cell_day'?", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.PathOf("world/state/world/world.json")));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("simulate")]
    [InlineData("demo")]
    [InlineData("tables")]
    public void A_workspace_of_a_newer_format_is_left_alone(string command)
    {
        _folder.Write("state/workspace.json", "{\"format\": 2}");

        var result = WaybillProgram.Run(command, "--workspace", _folder.Root);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("has format 2; this program knows formats up to 1", result.Error, StringComparison.Ordinal);
        Assert.Equal(["state/workspace.json"], Files());
    }

    [Theory]
    [InlineData("run")]
    [InlineData("simulate")]
    [InlineData("demo")]
    public void A_second_writer_is_told_to_wait(string command)
    {
        using var first = new FileStream(_folder.Write("state/lock", ""), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Directory.CreateDirectory(_folder.PathOf("landing"));

        var result = WaybillProgram.Run(command, "--workspace", _folder.Root);

        Assert.Equal(Unavailable, result.ExitCode);
        Assert.Contains($"Another Waybill is writing to {_folder.Root}", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.PathOf("lake")));
    }

    private void BuildLake()
    {
        _folder.Write(OrderFiles.SalesFile("20260101_120000"), OrderFiles.SalesHeader + OrderFiles.Order(1));
        WaybillProgram.Succeed("run", "--workspace", _folder.Root);
    }

    private IEnumerable<string> Files() => Directory.EnumerateFiles(_folder.Root, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(_folder.Root, file)).Order();
}
