using Waybill.Connectors.Live;
using Waybill.Events.Live;
using Waybill.Events.Values;
using Xunit;

namespace Waybill.Tests.Connectors.Live;

public sealed class MemoryLiveSinkTests
{
    private static readonly Instant Noon = Instant.FromSeconds(1_767_441_600);

    [Fact]
    public async Task Open_alerts_are_those_that_were_not_closed_or_withdrawn_the_critical_ones_first()
    {
        await using var sink = new MemoryLiveSink();
        var (a, b, c, d) = (Opened("a", AlertSeverity.Warning), Opened("b", AlertSeverity.Critical), Opened("c", AlertSeverity.Critical), Opened("d", AlertSeverity.Warning));

        await sink.PublishAsync([], [a, b, c, d, Closed(c), d with { Kind = AlertChangeKind.Withdrawn }], CancellationToken.None);

        Assert.Equal(["b", "a"], sink.OpenAlerts().Select(alert => alert.AlertId));
        Assert.Equal(6, sink.Changes().Count);
    }

    [Fact]
    public async Task A_change_that_comes_again_changes_nothing()
    {
        await using var sink = new MemoryLiveSink();
        var opened = Opened("a", AlertSeverity.Critical);

        await sink.PublishAsync([], [opened, Closed(opened)], CancellationToken.None);
        await sink.PublishAsync([], [opened, Closed(opened)], CancellationToken.None);

        Assert.Equal(2, sink.Changes().Count);
        Assert.Empty(sink.OpenAlerts());
    }

    [Fact]
    public async Task Only_the_last_changes_are_kept()
    {
        await using var sink = new MemoryLiveSink(maxChanges: 3);

        await sink.PublishAsync([], [.. "abcde".Select(id => Opened($"{id}", AlertSeverity.Warning))], CancellationToken.None);

        Assert.Equal(["c", "d", "e"], sink.Changes().Select(change => change.Alert.AlertId));
        Assert.Equal(5, sink.OpenAlerts().Count);
    }

    private static AlertChange Opened(string id, AlertSeverity severity) => new(AlertChangeKind.Opened, new Alert
    {
        AlertId = id,
        Rule = "too_warm",
        Severity = severity,
        TruckId = "TRK-0001",
        Segment = "2026-01-03",
        StartedAt = Noon,
        OpenedAt = Noon,
    }, Noon);

    private static AlertChange Closed(AlertChange opened) => opened with
    {
        Kind = AlertChangeKind.Closed,
        Alert = opened.Alert with { ClosedAt = Noon, End = AlertEnd.Cleared },
    };
}
