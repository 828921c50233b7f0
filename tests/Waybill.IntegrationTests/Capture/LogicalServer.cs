using Waybill.IntegrationTests.Postgres;

namespace Waybill.IntegrationTests.Capture;

/// <summary>A PostgreSQL server whose log can be decoded, for the tests of a class.</summary>
public sealed class LogicalServer : IDisposable
{
    /// <summary>Checkpoints are far apart, so that a crash loses what a slot had not written down.</summary>
    public PostgresServer Server { get; } = new("-c wal_level=logical -c max_replication_slots=8 -c max_wal_senders=8 -c wal_sender_timeout=20s -c max_connections=60 -c max_prepared_transactions=4");

    public void Dispose() => Server.Dispose();
}
