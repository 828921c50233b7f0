using System.Text;
using Waybill.Connectors.Files;
using Waybill.Events;
using Waybill.Events.Live;
using Waybill.Events.Values;
using Xunit;

namespace Waybill.Tests.Connectors.Files.Landing;

public sealed class LandingArchiveTests : IDisposable
{
    private static readonly Instant Noon = Instant.FromSeconds(1_767_441_600);

    private readonly string _root = Directory.CreateTempSubdirectory("waybill-landing-").FullName;
    private readonly ManualClock _clock = new();

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Messages_land_with_their_envelope_in_a_file_named_by_time_partition_and_first_offset()
    {
        await using (var archive = Open())
        {
            await archive.KeepAsync([Message(17, """{"truck_id":"TRK-0001","temp":4.5}"""), Message(18, "{ }\n")], CancellationToken.None);
            Assert.Empty(Landed());
        }

        var file = Assert.Single(Landed());
        Assert.Equal("landing/telemetry/2026-01-03/telemetry_20260103_120019_p3_17.jsonl", file);
        Assert.Equal(
            """
            {"truck_id":"TRK-0001","temp":4.5,"received_at":1767441617,"topic":"telemetry","partition":3,"offset":17}
            {"received_at":1767441618,"topic":"telemetry","partition":3,"offset":18}

            """, Text(file));
    }

    [Fact]
    public async Task What_comes_again_lands_once_also_after_a_restart()
    {
        await using (var archive = Open())
        {
            await archive.KeepAsync(Messages(0, 10), CancellationToken.None);
            await archive.KeepAsync(Messages(5, 10), CancellationToken.None);
        }

        await using (var archive = Open())
        {
            await archive.KeepAsync(Messages(12, 8), CancellationToken.None);
        }

        Assert.Equal(Enumerable.Range(0, 20).Select(i => (long)i), Landed().SelectMany(Offsets));
    }

    [Fact]
    public async Task A_program_that_was_killed_leaves_what_it_kept_and_a_torn_line_goes()
    {
        await using (var archive = Open())
        {
            await archive.KeepAsync(Messages(0, 10), CancellationToken.None);
        }

        // As if the program had been killed in the middle of a line, long before the file would have got its name.
        var part = Path.Combine(_root, "landing", "telemetry", ".telemetry-3.part");
        File.Move(Path.Combine(_root, Assert.Single(Landed())), part);
        File.Delete(Path.Combine(_root, "state", "live", "landing-telemetry-3.json"));
        await File.AppendAllTextAsync(part, "{\"truck_id\":\"TRK");

        await using (var archive = Open())
        {
            await archive.KeepAsync(Messages(8, 4), CancellationToken.None);
        }

        Assert.Equal(Enumerable.Range(0, 12).Select(i => (long)i), Landed().SelectMany(Offsets));
    }

    [Fact]
    public async Task A_file_whose_name_was_decided_gets_it_from_the_next_program()
    {
        await using (var archive = Open())
        {
            await archive.KeepAsync(Messages(0, 10), CancellationToken.None);
        }

        // As if the program had been killed between naming the file in the state and giving it its name.
        var file = Assert.Single(Landed());
        File.Move(Path.Combine(_root, file), Path.Combine(_root, "landing", "telemetry", ".telemetry-3.part"));
        await using (var archive = Open())
        {
            await archive.KeepAsync(Messages(5, 10), CancellationToken.None);
        }

        Assert.Equal(2, Landed().Count);
        Assert.Equal(Enumerable.Range(0, 15).Select(i => (long)i), Landed().SelectMany(Offsets));
    }

    [Fact]
    public async Task A_file_gets_its_name_when_it_is_old_enough_or_full()
    {
        await using var archive = Open(new LandingLimits { MaxAge = TimeSpan.FromMinutes(1), MaxBytes = 2_000 });
        await archive.KeepAsync(Messages(0, 1), CancellationToken.None);
        await archive.PublishDueAsync(CancellationToken.None);
        Assert.Empty(Landed());

        _clock.Advance(TimeSpan.FromMinutes(1));
        await archive.PublishDueAsync(CancellationToken.None);
        Assert.Single(Landed());

        await archive.KeepAsync(Messages(1, 50), CancellationToken.None);
        Assert.Equal(2, Landed().Count);
    }

    [Fact]
    public async Task A_partition_that_is_let_go_can_be_taken_by_another_program_and_not_before()
    {
        await using var first = Open();
        await using var second = Open();
        await first.KeepAsync(Messages(0, 5), CancellationToken.None);

        var busy = await Assert.ThrowsAsync<WaybillException>(() => second.KeepAsync(Messages(3, 5), CancellationToken.None));
        await first.ReleaseAsync("telemetry", 3);
        await second.KeepAsync(Messages(3, 5), CancellationToken.None);
        await second.DisposeAsync();

        Assert.Equal(WaybillErrorKind.Busy, busy.Kind);
        Assert.Equal(Enumerable.Range(0, 8).Select(i => (long)i), Landed().SelectMany(Offsets));
    }

    [Fact]
    public async Task A_topic_that_was_made_anew_is_told_and_not_left_out()
    {
        await using var archive = Open();
        await archive.KeepAsync(Messages(0, 10), CancellationToken.None);

        var error = await Assert.ThrowsAsync<WaybillException>(() =>
            archive.KeepAsync([Message(0, "{}") with { ReceivedAt = Noon.AddSeconds(3_600) }], CancellationToken.None));

        Assert.Equal(WaybillErrorKind.Corrupt, error.Kind);
        Assert.Contains("offset 0", error.Message);
    }

    [Theory]
    [InlineData("{\n \"a\": 1\r\n}", "{  \"a\": 1,")]
    [InlineData("not \"json\"", "{\"raw\":\"not \\\"json\\\"\",")]
    [InlineData("[1,\n2]", "{\"raw\":\"[1,\\n2]\",")]
    [InlineData("", "{\"raw\":\"\",")]
    public async Task Whatever_a_message_holds_takes_one_line(string payload, string start)
    {
        await using (var archive = Open())
        {
            await archive.KeepAsync([Message(0, payload)], CancellationToken.None);
        }

        var text = Text(Assert.Single(Landed()));
        Assert.StartsWith(start, text);
        Assert.Equal(1, text.Count(c => c == '\n'));
    }

    [Fact]
    public async Task A_reception_has_the_decimals_that_it_needs()
    {
        await using (var archive = Open())
        {
            await archive.KeepAsync([Message(0, "{}") with { ReceivedAt = new Instant(Noon.Microseconds + 250_100) }], CancellationToken.None);
        }

        Assert.StartsWith("{\"received_at\":1767441600.2501,", Text(Assert.Single(Landed())));
    }

    private static RawReading Message(long offset, string payload) => new("telemetry", 3, offset, Noon.AddSeconds(offset), Encoding.UTF8.GetBytes(payload));

    private static RawReading[] Messages(int from, int count) =>
        [.. Enumerable.Range(from, count).Select(i => Message(i, $$"""{"truck_id":"TRK-0001","seq":{{i}}}"""))];

    private LandingArchive Open(LandingLimits? limits = null) => new(_root, limits ?? new LandingLimits(), _clock);

    private List<string> Landed() => Directory.Exists(Path.Combine(_root, "landing", "telemetry"))
        ? [.. Directory.GetFiles(Path.Combine(_root, "landing", "telemetry"), "*.jsonl", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(_root, f).Replace('\\', '/')).OrderBy(f => Offsets(f).First())]
        : [];

    private IEnumerable<long> Offsets(string file) =>
        File.ReadLines(Path.Combine(_root, file)).Select(l => long.Parse(l[(l.LastIndexOf(':') + 1)..^1]));

    private string Text(string file) => File.ReadAllText(Path.Combine(_root, file));
}
