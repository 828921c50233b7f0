using System.Text.Json;
using Waybill.Connectors.Files;
using Waybill.Events;
using Waybill.Events.Live;
using Waybill.Events.Values;
using Xunit;

namespace Waybill.Tests.Connectors.Files.Landing;

public sealed class LiveFileTests : IDisposable
{
    private static readonly Instant Noon = Instant.FromSeconds(1_767_441_600);

    private readonly string _root = Directory.CreateTempSubdirectory("waybill-live-").FullName;
    private readonly ManualClock _clock = new();

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task A_state_comes_back_and_none_replaces_a_later_one()
    {
        await using var store = new FileStateStore(_root);
        Assert.Null(await store.LoadAsync("telemetry", 3, CancellationToken.None));
        await store.SaveAsync("telemetry", 3, new SavedState(10, new byte[] { 1, 2 }), CancellationToken.None);
        await store.SaveAsync("telemetry", 3, new SavedState(20, new byte[] { 3 }), CancellationToken.None);

        var refused = await Assert.ThrowsAsync<WaybillException>(() => store.SaveAsync("telemetry", 3, new SavedState(19, new byte[] { 9 }), CancellationToken.None));

        var loaded = await store.LoadAsync("telemetry", 3, CancellationToken.None);
        Assert.Equal(WaybillErrorKind.Busy, refused.Kind);
        Assert.Equal((20, "03"), (loaded!.NextOffset, Convert.ToHexString(loaded.Bytes.Span)));
        Assert.Null(await store.LoadAsync("telemetry", 4, CancellationToken.None));
    }

    [Theory]
    [InlineData(30, WaybillErrorKind.Corrupt)]
    [InlineData(4, WaybillErrorKind.NewerVersion)]
    [InlineData(0, WaybillErrorKind.Corrupt)]
    public async Task A_state_that_is_damaged_or_from_a_newer_program_is_refused(int position, WaybillErrorKind kind)
    {
        await using var store = new FileStateStore(_root);
        await store.SaveAsync("telemetry", 3, new SavedState(10, new byte[100]), CancellationToken.None);
        var path = Path.Combine(_root, "state", "live", "telemetry-3.state");
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[position] ^= 0x40;
        await File.WriteAllBytesAsync(path, bytes);

        var error = await Assert.ThrowsAsync<WaybillException>(() => store.LoadAsync("telemetry", 3, CancellationToken.None));

        Assert.Equal(kind, error.Kind);
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("")]
    public async Task A_topic_that_would_leave_the_folder_is_refused(string topic)
    {
        await using var store = new FileStateStore(_root);

        var error = await Assert.ThrowsAsync<WaybillException>(() => store.SaveAsync(topic, 0, new SavedState(1, default), CancellationToken.None));

        Assert.Equal(WaybillErrorKind.BadInput, error.Kind);
    }

    [Fact]
    public async Task What_was_said_about_alerts_lands_as_lines_of_their_feed()
    {
        await using (var log = new AlertLogFile(_root, new LandingLimits(), _clock))
        {
            await log.WriteAsync([Opened()], CancellationToken.None);
        }

        var file = Assert.Single(Directory.GetFiles(Path.Combine(_root, "landing", "alerts"), "*.jsonl", SearchOption.AllDirectories));
        Assert.EndsWith("2026-01-03/alerts_20260103_120002_1.jsonl", file.Replace('\\', '/'));
        using var line = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        Assert.Equal("opened|too_warm|critical|2026-01-03 12:00:00|7300", string.Join('|',
            line.RootElement.GetProperty("change").GetString(), line.RootElement.GetProperty("rule").GetString(),
            line.RootElement.GetProperty("severity").GetString(), line.RootElement.GetProperty("started_at").GetString(),
            line.RootElement.GetProperty("peak_value").GetInt32()));
        Assert.Equal(JsonValueKind.Null, line.RootElement.GetProperty("closed_at").ValueKind);
    }

    [Fact]
    public async Task Two_programs_write_beside_each_other()
    {
        await using (var one = new AlertLogFile(_root, new LandingLimits(), _clock))
        await using (var other = new AlertLogFile(_root, new LandingLimits(), _clock))
        {
            await one.WriteAsync([Opened()], CancellationToken.None);
            await other.WriteAsync([Opened()], CancellationToken.None);
        }

        Assert.Equal(2, Directory.GetFiles(Path.Combine(_root, "landing", "alerts"), "*.jsonl", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task A_dead_letter_says_why_and_keeps_what_came_outside_the_folder_of_readings()
    {
        var text = new RawReading("telemetry", 3, 17, Noon, "{broken"u8.ToArray(), "TRK-0001"u8.ToArray());
        var bytes = text with { Offset = 18, Payload = new byte[] { 0xFF } };
        var huge = text with { Offset = 19, Payload = new byte[10_000_000] };
        await using (var letters = new DeadLetterFile(_root, new LandingLimits(), _clock))
        {
            await letters.WriteAsync(
                [new DeadLetter(text, "unreadable", "no JSON"), new DeadLetter(bytes, "unreadable", "no text"), new DeadLetter(huge, "unreadable", "over 64 KB")],
                CancellationToken.None);
        }

        Assert.False(Directory.Exists(Path.Combine(_root, "landing", "telemetry")));
        var lines = await File.ReadAllLinesAsync(Assert.Single(Directory.GetFiles(Path.Combine(_root, DeadLetterFile.Folder), "*.jsonl", SearchOption.AllDirectories)));
        Assert.Equal("""{"reason":"unreadable","detail":"no JSON","topic":"telemetry","partition":3,"offset":17,"received_at":1767441600,"key":"TRK-0001","payload":"{broken"}""", lines[0]);
        Assert.EndsWith("\"payload_base64\":\"/w==\"}", lines[1]);
        Assert.EndsWith("\"cut_from\":10000000}", lines[2]);
        Assert.InRange(lines[2].Length, 1, 500_000);
    }

    private static AlertChange Opened() => new(AlertChangeKind.Opened, new Alert
    {
        AlertId = "00000000000000a1",
        Rule = "too_warm",
        Severity = AlertSeverity.Critical,
        TruckId = "TRK-0001",
        Segment = "2026-01-03",
        StartedAt = Noon,
        OpenedAt = Noon,
        PeakValue = 7_300,
        BadReadings = 1,
    }, Noon.AddSeconds(1));
}
