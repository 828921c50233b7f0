using Waybill.Connectors.Kafka;
using Waybill.Events;
using Xunit;

namespace Waybill.Tests.Connectors.Kafka;

public sealed class KafkaSettingsTests
{
    [Fact]
    public void Values_take_what_the_environment_holds()
    {
        var settings = With(("ssl.key.password", "${KEY_PASSWORD}"), ("client.rack", "rack-${ZONE}"));

        var resolved = settings.Resolve(name => name.ToLowerInvariant()).ToDictionary();

        Assert.Equal("key_password", resolved["ssl.key.password"]);
        Assert.Equal("rack-zone", resolved["client.rack"]);
        Assert.Equal("broker:9092", resolved["bootstrap.servers"]);
    }

    [Fact]
    public void The_password_of_a_user_comes_from_its_variable()
    {
        var resolved = With(("sasl.username", "waybill")).Resolve(name => name == KafkaSettings.PasswordVariable ? "secret" : null).ToDictionary();

        Assert.Equal("secret", resolved["sasl.password"]);
    }

    [Fact]
    public void A_variable_that_is_not_set_is_told_by_its_name()
    {
        var property = Assert.Throws<WaybillException>(() => With(("client.rack", "${ZONE}")).Resolve(_ => null));
        var password = Assert.Throws<WaybillException>(() => With(("sasl.username", "waybill")).Resolve(_ => null));

        Assert.Contains("ZONE", property.Message);
        Assert.Contains(KafkaSettings.PasswordVariable, password.Advice);
    }

    [Theory]
    [InlineData("sasl.password")]
    [InlineData("ssl.key.password")]
    [InlineData("ssl.key.pem")]
    [InlineData("ssl.keystore.password")]
    [InlineData("sasl.oauthbearer.client.secret")]
    public void A_secret_in_plain_sight_is_refused_and_not_repeated(string property)
    {
        var settings = With((property, "hunter2"));

        var error = Assert.Throws<WaybillException>(() => settings.Resolve(_ => "x"));

        Assert.Equal(WaybillErrorKind.Usage, error.Kind);
        Assert.Contains(property, error.Message);
        Assert.DoesNotContain("hunter2", error.Message + error.Advice + settings);
    }

    [Theory]
    [InlineData("", "telemetry", "waybill")]
    [InlineData("broker:9092", "trucks of today", "waybill")]
    [InlineData("broker:9092", "..", "waybill")]
    [InlineData("broker:9092", "telemetry", " ")]
    public void Settings_that_cannot_work_are_refused(string brokers, string topic, string group)
    {
        var settings = new KafkaSettings { BootstrapServers = brokers, Topic = topic, Group = group };

        Assert.Equal(WaybillErrorKind.Usage, Assert.Throws<WaybillException>(() => settings.Resolve(_ => null)).Kind);
    }

    private static KafkaSettings With(params (string Name, string Value)[] properties) => new()
    {
        BootstrapServers = "broker:9092",
        Properties = properties.ToDictionary(p => p.Name, p => p.Value),
    };
}
