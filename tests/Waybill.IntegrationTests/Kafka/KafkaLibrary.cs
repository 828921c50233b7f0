using Waybill.Connectors.Kafka.Native;
using Waybill.Events;
using Xunit;

namespace Waybill.IntegrationTests.Kafka;

/// <summary>Whether librdkafka is there; a test without it is skipped by name on a laptop and fails where nothing may be skipped.</summary>
internal static class KafkaLibrary
{
    public static void Require()
    {
        try
        {
            _ = LibRdKafkaLoader.Handle;
        }
        catch (WaybillException e)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", $"{e.Message} (Debian: apt-get install librdkafka1)");
            Assert.Fail("librdkafka is not installed, and CI must not skip.");
        }
    }
}
