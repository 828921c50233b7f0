using Waybill.IntegrationTests.Cli;
using Waybill.IntegrationTests.Kafka;
using Xunit;

namespace Waybill.IntegrationTests.Live;

public sealed class MetricsTests
{
    [Fact]
    public void Figures_go_by_otlp_to_the_collector_that_the_environment_names()
    {
        KafkaLibrary.Require();
        using var cluster = new MockCluster("truck_telemetry", 1);
        cluster.Create("truck_telemetry.dead", 1);
        using var folder = new TemporaryFolder();
        using var collector = new MetricsCollector();
        Poison.Send(cluster.Settings with { Topic = "truck_telemetry" });

        WaybillProgram.Succeed(
            collector.Environment, "live", "--kafka", cluster.Bootstrap, "--until-caught-up", "--json", "--workspace", folder.PathOf("watched"));

        string[] expected = ["waybill.live.readings", "waybill.live.refused", "waybill.live.alerts.open", "waybill.live.lag", "waybill.live.alert.latency", "too_warm"];
        Assert.All(expected, name => Assert.Contains(name, collector.Received, StringComparison.Ordinal));
    }
}
