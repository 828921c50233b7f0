using System.Globalization;
using Npgsql;
using Waybill.IntegrationTests.Cli;
using Waybill.IntegrationTests.Kafka;
using Waybill.IntegrationTests.Postgres;
using Waybill.IntegrationTests.Redis;
using Xunit;

namespace Waybill.IntegrationTests.Live;

/// <summary>Real servers that are away while trucks are watched.</summary>
public sealed class OutageTests : IDisposable
{
    private const string Topic = "truck_telemetry";
    private const int Partitions = 12;

    private readonly RedisServer _redis = new();
    private readonly PostgresServer _postgres = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        _postgres.Dispose();
        _redis.Dispose();
    }

    [Fact]
    public async Task Redis_and_PostgreSQL_away_for_hours_of_readings_lose_and_double_nothing_and_alerts_go_on()
    {
        KafkaLibrary.Require();
        using var cluster = new MockCluster(Topic, Partitions);
        cluster.Create(Topic + ".dead", 1);
        var (world, watched) = (_folder.PathOf("world"), _folder.PathOf("watched"));
        _folder.Write("world/waybill.yaml", MockCluster.PublisherSettings);
        _postgres.Execute("create database telemetry");
        using var live = new LiveProcess(
            ["live", "--kafka", cluster.Bootstrap, "--redis", _redis.Address.ToString(), "--archive", _postgres.DatabaseAddress("telemetry"), "--json", "--workspace", watched]);

        var publishing = Task.Run(() => WaybillProgram.Succeed(
            "simulate", "--days", "1", "--start", "2090-01-01", "--scenario", "cold_chain", "--scale", "0.25", "--to", "kafka", "--kafka", cluster.Bootstrap,
            "--speed", "6000", "--workspace", world));
        await Watched.UntilAsync(() => Archived().Rows > 5_000, "readings are in the archive");
        _redis.Stop();
        _postgres.Stop();
        var saidBefore = Watched.LoggedBytes(watched);
        var said = (await publishing.WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken)).Error;
        var sent = long.Parse(said.Split('\n').Single(l => l.Contains("messages are in", StringComparison.Ordinal)).Split(' ')[1], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        await Watched.UntilAsync(() => Watched.LoggedBytes(watched) > saidBefore, "alerts are raised although Redis and PostgreSQL are away");
        _postgres.Start();
        _redis.Start();
        await Watched.UntilAsync(() => Archived().Rows == sent, "the archive has caught up");
        live.Stop();

        var expected = AlertSets.WithoutTheClock(AlertSets.Replayed(world));
        Assert.NotEmpty(expected);
        Assert.Equal("", string.Join('\n', AlertSets.Differences(expected, AlertSets.WithoutTheClock(AlertSets.Logged(watched)))));
        Assert.Equal((sent, sent), Archived());
        Assert.Equal(sent, Watched.LandedReadings(watched));
        Assert.Equal($"{Watched.LoggedChanges(watched)}", _redis.Run("XLEN", "waybill:alerts"));
    }

    /// <summary>Rows, and places in the topic that they have.</summary>
    private (long Rows, long Places) Archived()
    {
        using var connection = new NpgsqlConnection(_postgres.ConnectionString("telemetry") + ";Pooling=false");
        connection.Open();
        using var exists = new NpgsqlCommand("select to_regclass('telemetry.readings') is not null", connection);
        if (exists.ExecuteScalar() is not true)
        {
            return (0, 0);
        }

        using var count = new NpgsqlCommand("""select count(*), count(distinct (topic, "partition", "offset")) from telemetry.readings""", connection);
        using var row = count.ExecuteReader();
        row.Read();
        return (row.GetInt64(0), row.GetInt64(1));
    }
}
