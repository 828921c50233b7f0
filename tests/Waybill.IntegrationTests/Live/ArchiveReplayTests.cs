using Waybill.Cli.Live;
using Waybill.Connectors.Postgres;
using Waybill.Connectors.Postgres.Telemetry;
using Waybill.Events.Values;
using Waybill.IntegrationTests.Cli;
using Waybill.IntegrationTests.Postgres;
using Xunit;

namespace Waybill.IntegrationTests.Live;

public sealed class ArchiveReplayTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    [Fact]
    public async Task The_archive_replayed_gives_the_alerts_of_what_landed()
    {
        using var folder = new TemporaryFolder();
        var workspace = folder.PathOf("data");
        WaybillProgram.Succeed("simulate", "--days", "1", "--scenario", "cold_chain", "--scale", "0.25", "--workspace", workspace);
        server.Execute("create database replayed");
        var address = server.DatabaseAddress("replayed");
        await ArchiveAsync(PostgresDatabase.Parse(address), workspace);

        var replayed = WaybillProgram.Succeed("live", "--replay", "postgres", "--archive", address, "--json", "--workspace", workspace).Output;

        var landed = AlertSets.Replayed(workspace);
        Assert.NotEmpty(landed);
        Assert.Empty(AlertSets.Differences(landed, AlertSets.Fold(replayed.Split('\n', StringSplitOptions.RemoveEmptyEntries))));
    }

    private static async Task ArchiveAsync(PostgresDatabase database, string workspace)
    {
        await TelemetrySchema.Load(Path.Combine(AppContext.BaseDirectory, "db", "telemetry")).ApplyAsync(database, CancellationToken.None);
        await using var archive = new TelemetryArchive(database);
        foreach (var batch in new LandingReadings(workspace, new Instant(long.MaxValue / 2)).Read())
        {
            await archive.KeepAsync(batch, CancellationToken.None);
        }
    }
}
