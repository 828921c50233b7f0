using System.Text;
using Waybill.Connectors.Files;
using Waybill.Events;
using Waybill.Events.Feeds;
using Waybill.Events.Sinks;
using Waybill.Tests.Pipeline;
using Xunit;

namespace Waybill.Tests.Connectors.Files;

public sealed class LandingWriterTests : IDisposable
{
    private const string Held = "state/held";
    private static readonly DropWindow First = DropWindow.First(20_454);
    private static readonly DropWindow Last = First.Next(3);
    private readonly TemporaryFolder _folder = new();
    private readonly List<HeldFile> _waiting = [];

    [Fact]
    public void A_drop_has_its_header_and_the_rows_of_all_cells_in_order()
    {
        WriteDay(new DropPlan(FeedCatalogue.Logistics, First, "a,b"));

        Assert.Equal("a,b\nrow 1\nrow 2\nrow 3\n", Landed("logistics_updates_20260101_060000.csv"));
        Assert.Empty(_waiting);
    }

    [Fact]
    public void Rows_for_a_drop_that_is_not_open_are_a_mistake()
    {
        using var writer = new LandingWriter(_folder.Path, Held);

        Assert.Throws<InvalidOperationException>(() => writer.Append(FeedCatalogue.Sales, First, "x\n"u8));
    }

    [Fact]
    public void A_missing_drop_waits_for_its_day_and_lands_under_its_own_name()
    {
        DropPlan plan = Plan(DropDelivery.Missing, First.Next(4), "logistics_updates_20260101_060000.csv");
        WriteDay(plan);

        Assert.False(File.Exists(PathOf(plan.FileName)));
        HeldFile held = Assert.Single(_waiting);
        IReadOnlyList<WrittenFile> landed = WriteNothingUntil(Last.Next(4));

        Assert.Equal("a,b\nrow 1\nrow 2\nrow 3\n", Landed(plan.FileName));
        Assert.Equal(new WrittenFile(held.Path, held.Length, held.Hash), Assert.Single(landed));
        Assert.Empty(_waiting);
    }

    [Fact]
    public void A_missing_drop_that_comes_the_same_day_is_just_there()
    {
        WriteDay(Plan(DropDelivery.Missing, First.Next(2), "logistics_updates_20260101_060000.csv"));

        Assert.Equal("a,b\nrow 1\nrow 2\nrow 3\n", Landed("logistics_updates_20260101_060000.csv"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    [InlineData(500)]
    [InlineData(999)]
    public void A_half_written_file_breaks_off_within_a_row_and_comes_whole_later(int cutPerMille)
    {
        WriteDay(Plan(DropDelivery.HalfWritten, First.Next(), "logistics_updates_20260101_060000_resend.csv") with { CutPerMille = cutPerMille });

        string whole = Landed("logistics_updates_20260101_060000_resend.csv");
        string half = Landed("logistics_updates_20260101_060000.csv");
        Assert.Equal("a,b\nrow 1\nrow 2\nrow 3\n", whole);
        Assert.StartsWith(half, whole, StringComparison.Ordinal);
        Assert.False(half.EndsWith('\n') || whole[half.Length] == '\n');
    }

    [Fact]
    public void A_doubled_file_has_the_same_bytes_under_both_names()
    {
        WriteDay(Plan(DropDelivery.Twice, First.Next(6), "logistics_updates_20260102_180000_copy.csv"));
        WriteNothingUntil(Last.Next(4));

        Assert.Equal(Landed("logistics_updates_20260101_060000.csv"), Landed("logistics_updates_20260102_180000_copy.csv"));
    }

    [Fact]
    public void Landing_a_held_file_again_after_a_crash_changes_nothing()
    {
        WriteDay(Plan(DropDelivery.Missing, First.Next(4), "logistics_updates_20260101_060000.csv"));
        List<HeldFile> before = [.. _waiting];
        IReadOnlyList<WrittenFile> first = WriteNothingUntil(Last.Next(4));
        _waiting.AddRange(before);

        Assert.Equal(first, WriteNothingUntil(Last.Next(4)));
    }

    [Fact]
    public void A_held_file_that_vanished_is_an_error_that_names_it()
    {
        WriteDay(Plan(DropDelivery.Missing, First.Next(4), "logistics_updates_20260101_060000.csv"));
        File.Delete(Path.Combine(_folder.Path, _waiting[0].HeldPath));

        var error = Assert.Throws<WaybillException>(() => WriteNothingUntil(Last.Next(4)));

        Assert.Equal(WaybillErrorKind.Corrupt, error.Kind);
        Assert.Contains("logistics_updates_20260101_060000.csv", error.Message);
    }

    public void Dispose() => _folder.Dispose();

    private static DropPlan Plan(DropDelivery delivery, DropWindow later, string name) =>
        new(FeedCatalogue.Logistics, First, "a,b") { Delivery = delivery, LaterWindow = later, LaterName = name };

    private void WriteDay(DropPlan plan)
    {
        using var writer = new LandingWriter(_folder.Path, Held);
        writer.Open(plan);
        writer.Append(plan.Feed, plan.Window, "row 1\nrow 2\n"u8);
        writer.Append(plan.Feed, plan.Window, []);
        writer.Append(plan.Feed, plan.Window, "row 3\n"u8);
        writer.Complete();
        writer.Publish(Last, _waiting, _ => { });
    }

    private IReadOnlyList<WrittenFile> WriteNothingUntil(DropWindow last)
    {
        using var writer = new LandingWriter(_folder.Path, Held);
        return writer.Publish(last, _waiting, _ => { });
    }

    private string PathOf(string name) => Path.Combine(_folder.Path, FeedCatalogue.Logistics.LandingFolder, name);

    private string Landed(string name) => File.ReadAllText(PathOf(name), Encoding.UTF8);
}
