using Waybill.Connectors.Kafka;
using Waybill.Events;
using Xunit;

namespace Waybill.IntegrationTests.Kafka;

public sealed class RefusedKafkaTests
{
    public RefusedKafkaTests() => KafkaLibrary.Require();

    [Fact]
    public async Task A_wrong_address_is_told_with_the_address()
    {
        var settings = new KafkaSettings { BootstrapServers = "127.0.0.1:1", Patience = TimeSpan.FromSeconds(1) };

        var error = await ConsumeAsync(settings);

        Assert.Equal(WaybillErrorKind.ServiceUnreachable, error.Kind);
        Assert.Contains("127.0.0.1:1", error.Message);
        Assert.NotNull(error.Advice);
    }

    [Fact]
    public async Task A_name_that_is_no_host_is_told_with_the_name()
    {
        var settings = new KafkaSettings { BootstrapServers = "no-such-host.invalid:9092", Patience = TimeSpan.FromSeconds(1) };

        var error = await ConsumeAsync(settings);

        Assert.Equal(WaybillErrorKind.ServiceUnreachable, error.Kind);
        Assert.Contains("no-such-host.invalid", error.Message);
    }

    [Fact]
    public async Task An_unknown_topic_is_told_by_its_name()
    {
        using var cluster = new MockCluster("telemetry", 1);

        var error = await ConsumeAsync(cluster.Settings with { Topic = "telemetri", Patience = TimeSpan.FromSeconds(2) });

        Assert.Equal(WaybillErrorKind.Usage, error.Kind);
        Assert.Contains("has no topic telemetri", error.Message);
    }

    [Fact]
    public async Task TLS_towards_a_listener_without_it_is_told_as_an_address_or_TLS_problem()
    {
        using var cluster = new MockCluster("telemetry", 1);
        var settings = cluster.Settings with
        {
            Patience = TimeSpan.FromSeconds(2),
            Properties = new Dictionary<string, string> { ["security.protocol"] = "ssl" },
        };

        var error = await ConsumeAsync(settings);

        Assert.Contains(error.Kind, new[] { WaybillErrorKind.Usage, WaybillErrorKind.ServiceUnreachable });
        Assert.Contains(cluster.Bootstrap, error.Message);
    }

    [Theory]
    [InlineData("fetch.min.bites", "1", "No such configuration property: \"fetch.min.bites\"")]
    [InlineData("session.timeout.ms", "soon", "session.timeout.ms")]
    public async Task A_property_that_is_none_is_told_by_its_name(string name, string value, string expected)
    {
        var error = await ConsumeAsync(new KafkaSettings { BootstrapServers = "127.0.0.1:1", Properties = new Dictionary<string, string> { [name] = value } });

        Assert.Equal(WaybillErrorKind.Usage, error.Kind);
        Assert.Contains(expected, error.Message);
    }

    private static Task<WaybillException> ConsumeAsync(KafkaSettings settings) => Assert.ThrowsAsync<WaybillException>(async () =>
        await TelemetryConsumer.ConnectAsync(settings, new ConsumerOptions(), new CollectingWork(), trouble: null, CancellationToken.None));
}
