using System.Globalization;
using Waybill.Connectors.Landing;
using Waybill.Connectors.Reading;
using Waybill.DuckDb;
using Waybill.Events;
using Waybill.Events.Feeds;
using Xunit;

namespace Waybill.Tests.Connectors.Landing;

public sealed class LandingZoneTests : IDisposable
{
    private const string Header = "order_id,status,status_timestamp\n";
    private readonly TestWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Files_come_in_the_order_of_their_names_with_the_time_in_them()
    {
        _workspace.Write("landing/logistics/logistics_updates_20260103_120000.csv", Header + "2,b,t\n");
        _workspace.Write("landing/logistics/logistics_updates_20260103_060000_resend.csv", Header + "1,a,t\n");
        _workspace.Write("landing/logistics/others.csv", Header + "3,c,t\n");

        var arrived = Read();

        Assert.Equal(["1", "2", "3"], arrived.Rows.Select(r => r.Cells[0]));
        Assert.Equal(
            [Micros("2026-01-03 06:00:00"), Micros("2026-01-03 12:00:00"), TestWorkspace.Clock], arrived.Files.Select(f => f.LandedAtMicros));
        Assert.Equal(arrived.Files.Select(f => f.LandedAtMicros), arrived.Rows.Select(r => r.LandedAt));
        Assert.Equal(arrived.Files.Select(f => f.Name), arrived.Rows.Select(r => r.File));
    }

    [Fact]
    public void A_missing_folder_is_an_empty_arrival()
    {
        var arrived = Read();

        Assert.Empty(arrived.Files);
        Assert.Equal(0, arrived.Parts);
    }

    [Fact]
    public void The_same_content_counts_once_whatever_its_name()
    {
        _workspace.Write("landing/logistics/a.csv", Header + "1,a,t\n");
        _workspace.Write("landing/logistics/b.csv", Header + "1,a,t\n");
        _workspace.Write("landing/logistics/c.csv", Header + "2,a,t\n");

        var first = Read();
        var second = Read([.. first.Files.Select(f => f.ContentId)]);

        Assert.Equal(["logistics/a.csv", "logistics/c.csv"], first.Files.Select(f => f.Name));
        Assert.Equal((LandingNoteKind.Duplicate, "logistics/b.csv", "the same content as logistics/a.csv"), Describe(Assert.Single(first.Notes)));
        Assert.Empty(second.Files);
        Assert.Equal(3, second.Notes.Count);
    }

    [Fact]
    public void Unfinished_and_hidden_files_are_not_seen()
    {
        foreach (var name in new[] { ".hidden.csv", "a.csv.part", "b.csv.tmp", "c.csv~" })
        {
            _workspace.Write("landing/logistics/" + name, Header + "1,a,t\n");
        }

        var arrived = Read();

        Assert.Empty(arrived.Files);
        Assert.Empty(arrived.Notes);
    }

    [Fact]
    public void Files_of_another_kind_are_named_and_left_alone()
    {
        _workspace.Write("landing/logistics/readme.txt", "hello");

        var note = Assert.Single(Read().Notes);

        Assert.Equal((LandingNoteKind.Ignored, "logistics/readme.txt"), (note.Kind, note.File));
    }

    [Fact]
    public void Links_are_refused_and_the_rest_goes_on()
    {
        var outside = Directory.CreateTempSubdirectory("waybill-outside");
        try
        {
            var secret = Path.Combine(outside.FullName, "secret.csv");
            File.WriteAllText(secret, Header + "9,secret,t\n");
            _workspace.Write("landing/logistics/good.csv", Header + "1,a,t\n");
            File.CreateSymbolicLink(Path.Combine(_workspace.Root, "landing/logistics/link.csv"), secret);
            Directory.CreateSymbolicLink(Path.Combine(_workspace.Root, "landing/logistics/folder"), outside.FullName);
            File.CreateSymbolicLink(Path.Combine(_workspace.Root, "landing/logistics/dangling.csv"), "/no/such/file.csv");

            var arrived = Read();

            Assert.Equal(["1"], arrived.Rows.Select(r => r.Cells[0]));
            Assert.Equal(
                ["logistics/dangling.csv", "logistics/folder", "logistics/link.csv"],
                arrived.Notes.Where(n => n.Kind == LandingNoteKind.Refused).Select(n => n.File));
        }
        finally
        {
            outside.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_feed_folder_that_is_a_link_is_refused()
    {
        var outside = Directory.CreateTempSubdirectory("waybill-outside");
        try
        {
            File.WriteAllText(Path.Combine(outside.FullName, "secret.csv"), Header + "9,secret,t\n");
            Directory.CreateDirectory(Path.Combine(_workspace.Root, "landing"));
            Directory.CreateSymbolicLink(Path.Combine(_workspace.Root, "landing/logistics"), outside.FullName);

            var arrived = Read();

            Assert.Empty(arrived.Files);
            Assert.Equal(LandingNoteKind.Refused, Assert.Single(arrived.Notes).Kind);
        }
        finally
        {
            outside.Delete(recursive: true);
        }
    }

    [Fact]
    public void Names_with_odd_characters_are_read()
    {
        _workspace.Write("landing/logistics/%2f..%2fetc'; drop table x --.csv", Header + "1,a,t\n");
        _workspace.Write("landing/logistics/tab\tand\nline.csv", Header + "2,a,t\n");
        _workspace.Options = new LandingOptions { IndexPath = Path.Combine(_workspace.Root, "state/index") };

        var arrived = Read();

        Assert.Equal(["logistics/%2f..%2fetc'; drop table x --.csv", "logistics/tab\tand\nline.csv"], arrived.Rows.Select(r => r.File));
        Assert.Empty(Read([.. arrived.Files.Select(f => f.ContentId)]).Files);
    }

    [Fact]
    public void An_unreadable_file_is_named_and_the_others_go_on()
    {
        _workspace.Write("landing/logistics/good.csv", Header + "1,a,t\n");
        var locked = _workspace.Write("landing/logistics/locked.csv", Header + "2,a,t\n");
        using var holder = new FileStream(locked, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var arrived = Read();

        Assert.Equal(["1"], arrived.Rows.Select(r => r.Cells[0]));
        Assert.Equal(["logistics/good.csv"], arrived.Files.Select(f => f.Name));
        var note = Assert.Single(arrived.Notes);
        Assert.Equal((LandingNoteKind.Unreadable, "logistics/locked.csv"), (note.Kind, note.File));
        Assert.Contains("the next run tries again", note.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_file_does_not_stop_the_others()
    {
        _workspace.Write("landing/logistics/bad.csv", "what,is,this\n1,2,3\n");
        _workspace.Write("landing/logistics/good.csv", Header + "1,a,t\n");

        var arrived = Read();

        Assert.Equal(["logistics/good.csv"], arrived.Rows.Select(r => r.File));
        Assert.Equal([true, false], arrived.Files.Select(f => f.IsRefused));
        Assert.Equal("logistics/bad.csv", Assert.Single(arrived.Rejects).File);
    }

    [Fact]
    public void A_file_that_changes_after_it_was_surveyed_is_an_error_not_half_a_file()
    {
        var path = _workspace.Write("landing/logistics/a.csv", Header + "1,a,t\n");
        using var arrival = _workspace.Look(FeedCatalogue.Logistics);
        File.AppendAllText(path, "2,b,t\n");

        var error = Assert.Throws<DuckDbException>(() => _workspace.Connection.Execute($"select * from {arrival.Open(0, _workspace.Connection)}"));

        var inner = Assert.IsType<WaybillException>(error.InnerException);
        Assert.Equal("The file 'logistics/a.csv' changed while it was read", inner.Message);
        Assert.Contains(".part", inner.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_gone_when_it_is_read_is_an_error()
    {
        var path = _workspace.Write("landing/logistics/a.csv", Header + "1,a,t\n");
        using var arrival = _workspace.Look(FeedCatalogue.Logistics);
        File.Delete(path);

        var error = Assert.Throws<DuckDbException>(() => _workspace.Connection.Execute($"select * from {arrival.Open(0, _workspace.Connection)}"));

        Assert.IsType<FileNotFoundException>(error.InnerException);
    }

    [Fact]
    public void The_index_saves_reading_held_files_again_and_is_never_trusted_blindly()
    {
        var index = Path.Combine(_workspace.Root, "state/landing.index");
        _workspace.Options = new LandingOptions { IndexPath = index };
        var path = _workspace.Write("landing/logistics/a.csv", Header + "1,a,t\n");
        var held = Read().Files.Select(f => f.ContentId).ToArray();

        Assert.Empty(Read(held).Files);
        Assert.Empty(Read(held).Notes);
        Assert.Single(Read().Files);
        File.AppendAllText(path, "2,b,t\n");
        Assert.Single(Read(held).Files);
        File.WriteAllText(index, "waybill content index 1\nlogistics/a.csv\tnonsense\n\0\n");
        Assert.Single(Read(held).Files);
        File.WriteAllText(index, "something newer\n");
        Assert.Single(Read(held).Files);
    }

    [Fact]
    public async Task Parts_are_read_in_parallel_and_give_the_same_whatever_the_threads()
    {
        _workspace.Limits = new ReadLimits { PartBytes = 10_000 };
        for (var file = 0; file < 5; file++)
        {
            var rows = Enumerable.Range(0, 2_000).Select(i => i % 50 == 9 ? $"{file}-{i},\"open,t\n" : $"{file}-{i},a,t\n");
            _workspace.Write($"landing/logistics/f{file}.csv", Header + string.Concat(rows));
        }

        _workspace.Options = new LandingOptions { Threads = 1 };
        var expected = Read();
        _workspace.Options = new LandingOptions { Threads = 8 };
        using var arrival = _workspace.Look(FeedCatalogue.Logistics);
        using var database = DuckDbDatabase.Open();

        var parts = await Task.WhenAll(Enumerable.Range(0, arrival.Parts).Select(part => Task.Run(
            () =>
            {
                using var connection = database.Connect();
                return connection.List<string>($"select _file || ':' || _line || ':' || order_id from {arrival.Open(part, connection)}");
            },
            TestContext.Current.CancellationToken)));

        Assert.Equal(expected.Rows.Select(r => $"{r.File}:{r.Line}:{r.Cells[0]}"), parts.SelectMany(p => p));
        Assert.Equal(expected.Rejects.Select(r => (r.File, r.Line)), arrival.Rejects.Select(r => (r.File, r.Line)));
        Assert.Equal(200, arrival.Rejects.Count);
        Assert.True(arrival.Parts > 5);
    }

    [Fact]
    public void Reading_a_part_again_counts_its_rejects_once()
    {
        _workspace.Write("landing/logistics/a.csv", Header + "1,a,t\n2\n");
        using var arrival = _workspace.Look(FeedCatalogue.Logistics);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(1, _workspace.Connection.Scalar<long>($"select count(*) from {arrival.Open(0, _workspace.Connection)}"));
        }

        Assert.Single(arrival.Rejects);
    }

    [Fact]
    public void Utf8_forms_of_other_files_are_removed_with_the_arrival()
    {
        var scratch = Directory.CreateDirectory(Path.Combine(_workspace.Root, "scratch"));
        _workspace.Options = new LandingOptions { ScratchFolder = scratch.FullName };
        _workspace.Write("landing/logistics/a.csv", [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes(Header + "1,a,t\n")]);

        Assert.Single(Read().Rows);

        Assert.Empty(scratch.GetFiles());
    }

    private static (LandingNoteKind, string, string) Describe(LandingNote note) => (note.Kind, note.File, note.Message);

    private static long Micros(string utc) =>
        (DateTime.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal).Ticks
            - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    private Arrived Read(params string[] held) => _workspace.Read(FeedCatalogue.Logistics, held);
}
