using Xunit;

namespace Waybill.IntegrationTests.Cli;

public sealed class DeterminismTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_demo_passes_and_its_digest_follows_from_the_seed_alone()
    {
        var first = Demo("first", "--days", "2", "--seed", "7");
        var second = Demo("second", "--days", "2", "--seed", "7");
        var other = Demo("other", "--days", "2", "--seed", "8");

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public void Days_give_the_same_whether_simulated_and_refined_at_once_or_one_by_one_on_one_thread()
    {
        var atOnce = Demo("at-once", "--days", "3");
        string[] oneByOne =
        [
            .. Enumerable.Range(0, 3).Select(_ => Demo("one-by-one", "--days", "1", "--threads", "1")),
        ];

        Assert.Equal(atOnce, oneByOne[^1]);
        Assert.Equal(3, oneByOne.Distinct().Count());
    }

    [Fact]
    public void A_city_market_of_usual_size_passes_on_any_number_of_threads_with_the_same_digest()
    {
        var one = Demo("one", "--days", "1", "--scenario", "normal_day", "--threads", "1");
        var three = Demo("three", "--days", "1", "--scenario", "normal_day", "--threads", "3");

        Assert.Equal(one, three);
    }

    [Fact]
    public void A_demo_without_days_changes_nothing_when_it_is_called_again()
    {
        var options = TinyWorld.Options(_folder, "tiny");

        var first = WaybillProgram.Succeed(["demo", "--no-serve", "--json", .. options]).Json();
        var second = WaybillProgram.Succeed(["demo", "--no-serve", "--json", .. options]).Json();

        Assert.Equal(first.GetProperty("digest").GetString(), second.GetProperty("digest").GetString());
        Assert.Equal(7, first.GetProperty("simulated").GetProperty("days").GetInt32());
        Assert.Equal(0, second.GetProperty("simulated").GetProperty("days").GetInt32());
    }

    private string Demo(string workspace, params string[] options)
    {
        string[] world = options.Contains("--scenario")
            ? ["--scale", "0.25", "--workspace", _folder.PathOf(workspace)]
            : TinyWorld.Options(_folder, workspace);

        var demo = WaybillProgram.Succeed(["demo", "--no-serve", "--json", .. world, .. options]).Json();

        Assert.True(demo.GetProperty("pass").GetBoolean());
        return demo.GetProperty("digest").GetString() ?? "";
    }
}
