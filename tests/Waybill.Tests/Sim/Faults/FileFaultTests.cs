using Waybill.Events.Feeds;
using Waybill.Events.Ledger;
using Waybill.Events.Sinks;
using Waybill.Events.Text;
using Waybill.Sim;
using Waybill.Sim.Faults;
using Waybill.Sim.Kernel;
using Xunit;

namespace Waybill.Tests.Sim.Faults;

public sealed class FileFaultTests
{
    private static readonly DropWindow First = DropWindow.First(SimulatedCells.StartDay);

    [Fact]
    public void Every_kind_of_delivery_occurs_about_as_often_as_its_rate_says()
    {
        var files = new FileFaults(FaultPlan.Messy, new RandomStreams(42), SimulatedCells.StartDay, new CellRange(0, 3));
        const int Drops = 20_000;

        var deliveries = Enumerable.Range(0, Drops).Select(i => files.Plan(FeedCatalogue.Sales, First.Next(i)))
            .CountBy(plan => plan.Delivery).ToDictionary();

        Assert.InRange(deliveries[DropDelivery.Missing] / (double)Drops, 0.02, 0.035);
        Assert.InRange(deliveries[DropDelivery.HalfWritten] / (double)Drops, 0.02, 0.035);
        Assert.InRange(deliveries[DropDelivery.Twice] / (double)Drops, 0.035, 0.045);
    }

    [Fact]
    public void What_comes_later_has_a_later_drop_and_a_name_of_its_own()
    {
        var files = new FileFaults(FaultPlan.Hostile, new RandomStreams(42), SimulatedCells.StartDay, new CellRange(0, 3));
        foreach (DropPlan plan in Enumerable.Range(0, 2_000).Select(i => files.Plan(FeedCatalogue.Logistics, First.Next(i))))
        {
            int drops = plan.LaterWindow.Index - plan.Window.Index;
            switch (plan.Delivery)
            {
                case DropDelivery.Missing:
                    Assert.InRange(drops, 1, 3);
                    Assert.Equal(plan.FileName, plan.LaterName);
                    break;
                case DropDelivery.HalfWritten:
                    Assert.Equal(1, drops);
                    Assert.Equal(plan.FileName.Replace(".csv", "_resend.csv", StringComparison.Ordinal), plan.LaterName);
                    break;
                case DropDelivery.Twice:
                    Assert.InRange(drops, 1, 8);
                    Assert.EndsWith($"_copy_of_{plan.FileName[^19..]}", plan.LaterName, StringComparison.Ordinal);
                    Assert.True(plan.Feed.TryReadDropTime(plan.LaterName, out DateTime time));
                    Assert.Equal(plan.LaterWindow.End.ToDateTime(), time);
                    break;
            }
        }
    }

    [Fact]
    public void Every_other_header_is_understood_by_the_catalogue()
    {
        var headers = new HashSet<string>();
        foreach (FeedDefinition feed in FeedCatalogue.Orders)
        {
            for (ulong bits = 0; bits < 200; bits++)
            {
                HeaderChange change = HeaderChange.Make(feed, bits * 7_919);
                int[] found = [.. change.Header.Split(',').Select(feed.FindColumn)];

                Assert.NotEqual(feed.Header, change.Header);
                Assert.Equal(change.Order ?? Enumerable.Range(0, feed.Columns.Count), found);
                headers.Add(change.Header);
            }
        }

        Assert.True(headers.Count > 20);
    }

    [Fact]
    public void The_ledger_has_a_line_for_each_file_fault_of_the_day()
    {
        var files = new FileFaults(FaultPlan.Hostile, new RandomStreams(5), SimulatedCells.StartDay, new CellRange(0, 3));
        var lines = new ByteBuffer();
        long[] counts = new long[FaultKinds.Count];
        for (int day = 0; day < 50; day++)
        {
            files.WriteLedger(SimulatedCells.StartDay + day, lines, counts);
        }

        LedgerLine[] read = [.. LedgerLine.Read([lines.Written.ToArray()])];
        Assert.Equal(counts.Sum(), read.Length);
        Assert.Equal(
            ["column_added", "duplicate_file", "half_written_file", "header_changed", "missing_drop"],
            read.Select(line => line.Kind).Distinct().Order());
        Assert.All(read, line => Assert.EndsWith(".csv", line.Key, StringComparison.Ordinal));
    }

    [Fact]
    public void Presets_grow_worse_from_none_to_hostile()
    {
        int[] sums = [.. FaultPlan.PresetNames.Select(name => FaultPlan.Preset(name)!.Rules.Sum(rule => rule.PartsPerMillion))];

        Assert.Equal(sums.Order(), sums);
        Assert.Equal(0, sums[0]);
        Assert.Null(FaultPlan.Preset("worst"));
        Assert.All(FaultPlan.PresetNames, name => Assert.Equal(FaultPlan.Preset(name)!.Describe(), FaultPlan.Preset(name)!.Describe()));
    }
}
