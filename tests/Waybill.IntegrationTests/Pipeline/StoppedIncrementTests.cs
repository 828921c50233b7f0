using Xunit;

namespace Waybill.IntegrationTests.Pipeline;

public sealed class StoppedIncrementTests : IDisposable
{
    private readonly StoppedRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void An_increment_that_stops_at_any_durable_step_and_is_repeated_ends_with_the_same_rows()
    {
        _runs.Simulate(days: 1);
        _runs.Run();
        _runs.Simulate(days: 1);

        var (kinds, differences) = _runs.StopEverywhere();

        Assert.Empty(differences);
        Assert.Equal(["before-publish", "data-file", "hint", "manifest-list", "manifests", "published"], kinds);
    }
}
