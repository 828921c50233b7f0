using Waybill.IntegrationTests.Postgres;

namespace Waybill.IntegrationTests.Capture;

/// <summary>Servers on which following fails: one whose log cannot be decoded, one with room for a single follower.</summary>
public sealed class BareServers : IDisposable
{
    public PostgresServer Plain { get; } = new();

    public PostgresServer Narrow { get; } = new("-c wal_level=logical -c max_replication_slots=1 -c max_wal_senders=1");

    public void Dispose()
    {
        Plain.Dispose();
        Narrow.Dispose();
    }
}
