using System.Text.Unicode;
using Waybill.Events.Feeds;
using Waybill.Events.Ledger;
using Waybill.Events.Rows;
using Waybill.Sim;
using Waybill.Sim.Faults;
using Waybill.Sim.Scenarios;
using Xunit;

namespace Waybill.Tests.Sim.Faults;

public sealed class LedgerTests
{
    private const int Days = 8;

    /// <summary>Kinds that rewrite whole files; the others must be explained line by line.</summary>
    private static readonly FaultKind[] Rewriting = [FaultKind.HeaderChanged, FaultKind.ColumnAdded];

    private static readonly Scenario Quick = new() { OrdersPerCellDay = 900, LeadTimeScale = 0.1m, CancelledShare = 0.02m };

    [Theory, Long]
    [InlineData("messy", 42UL)]
    [InlineData("hostile", 42UL)]
    [InlineData("hostile", 7UL)]
    public void The_ledger_explains_every_line_of_the_feeds(string preset, ulong seed)
    {
        SimulatedCells cells = SimulatedCells.Play(Without(FaultPlan.Preset(preset)!, Rewriting), Days, new CellRange(0, 2), Quick, seed);
        var sales = new LedgerAudit(cells, FeedCatalogue.Sales, Days);
        var logistics = new LedgerAudit(cells, FeedCatalogue.Logistics, Days);

        sales.Check(LedgerAudit.Sales(cells));
        logistics.Check(LedgerAudit.Logistics(cells));

        Assert.Equal(sales.WrittenLines + logistics.WrittenLines, cells.CountedRows);
    }

    [Fact]
    public void A_file_may_be_cut_anywhere_and_the_ledger_stays_text()
    {
        FaultRule[] rules =
        [
            .. FaultPlan.Hostile.Rules.Where(rule => rule.Kind == FaultKind.TruncatedFile).Select(rule => rule with { PartsPerMillion = 1_000_000 }),
        ];

        SimulatedCells cells = SimulatedCells.Play(FaultPlan.None with { Rules = rules }, 40, new CellRange(0, 1), Quick with { OrdersPerCellDay = 60 });

        Assert.NotEmpty(LedgerLine.Read(cells.Ledgers));
        Assert.All(cells.Ledgers, ledger => Assert.True(Utf8.IsValid(ledger)));
    }

    [Fact]
    public void The_counts_by_kind_are_the_lines_of_the_ledger()
    {
        SimulatedCells cells = SimulatedCells.Play(FaultPlan.Hostile, 4, new CellRange(0, 1), Quick);

        Dictionary<string, int> lines = LedgerLine.Read(cells.Ledgers).CountBy(line => line.Kind).ToDictionary();

        foreach (FaultKind kind in Enum.GetValues<FaultKind>())
        {
            Assert.Equal(lines.GetValueOrDefault(FaultKinds.Name(kind)), cells.FaultCounts[(int)kind]);
        }

        Assert.Equal(lines.Values.Sum(), LedgerLine.Read(cells.Ledgers).DistinctBy(line => line.Id).Count());
    }

    [Fact]
    public void Without_faults_the_feeds_are_the_clean_rows()
    {
        SimulatedCells cells = SimulatedCells.Play(FaultPlan.None, 3, new CellRange(0, 1), Quick);

        new LedgerAudit(cells, FeedCatalogue.Sales, 3).Check(LedgerAudit.Sales(cells));
        new LedgerAudit(cells, FeedCatalogue.Logistics, 3).Check(LedgerAudit.Logistics(cells));
        Assert.All(cells.Ledgers, Assert.Empty);
    }

    [Fact]
    public void Faults_do_not_change_what_truly_happens()
    {
        SimulatedCells clean = SimulatedCells.Play(FaultPlan.None, 3, new CellRange(0, 1), Quick);
        SimulatedCells hostile = SimulatedCells.Play(FaultPlan.Hostile, 3, new CellRange(0, 1), Quick);

        Assert.Equal(clean.Orders, hostile.Orders);
        Assert.Equal(clean.Changes, hostile.Changes);
        Assert.Equal(clean.Kpis.ToArray(), hostile.Kpis.ToArray());
    }

    [Fact]
    public void Leaving_one_kind_out_moves_no_other()
    {
        // The kind that yields when two meet on a row: its absence cannot free a row for another one.
        FaultPlan all = Without(FaultPlan.Messy, [.. FaultScope.Files]);
        FaultPlan fewer = Without(all, FaultKind.BadEncoding, FaultKind.BadQuoting);

        var with = Lines(all).Where(line => line.Kind is not "bad_encoding" and not "bad_quoting");
        var without = Lines(fewer);

        Assert.Equal(with, without);

        static IEnumerable<LedgerLine> Lines(FaultPlan plan) =>
            LedgerLine.Read(SimulatedCells.Play(plan, 3, new CellRange(0, 1), Quick).Ledgers).Select(line => line with { Id = "" });
    }

    [Fact]
    public void Adding_a_cell_changes_no_other_cell()
    {
        FaultPlan plan = Without(FaultPlan.Hostile, [.. FaultScope.Files]);
        SimulatedCells two = SimulatedCells.Play(plan, 2, new CellRange(0, 1), Quick);
        SimulatedCells three = SimulatedCells.Play(plan, 2, new CellRange(0, 2), Quick);

        Assert.All(two.Segments, segment => Assert.Equal(segment.Value, three.Segments[segment.Key]));
    }

    [Fact]
    public void Independent_kinds_strike_as_often_as_their_rate_says()
    {
        var plan = new FaultPlan("test", [new(FaultKind.NullValue, 20_000), new(FaultKind.Late, 100_000), new(FaultKind.IdVariant, 5_000)]);
        SimulatedCells cells = SimulatedCells.Play(plan, 20, new CellRange(0, 3), Quick);

        double orders = cells.Orders.Count;
        double changes = cells.Changes.Count;
        Assert.InRange(cells.FaultCounts[(int)FaultKind.NullValue] / orders, 0.0185, 0.0215);
        Assert.InRange(cells.FaultCounts[(int)FaultKind.Late] / (orders + changes), 0.096, 0.104);
        Assert.InRange(cells.FaultCounts[(int)FaultKind.IdVariant] / changes, 0.0042, 0.0058);
    }

    [Theory]
    [InlineData(FaultShape.Burst, 13)]
    [InlineData(FaultShape.Source, 10)]
    public void Bursts_keep_to_some_hours_and_bad_sources_to_some_days(FaultShape shape, int digitsOfTime)
    {
        var plan = new FaultPlan("test", [new(FaultKind.Outlier, 20_000, shape, 100_000)]);
        SimulatedCells cells = SimulatedCells.Play(plan, 30, new CellRange(0, 3), Quick);

        LedgerLine[] lines = [.. LedgerLine.Read(cells.Ledgers)];
        int spells = lines.DistinctBy(line => (line.Key[7..11], line.EventTime[..digitsOfTime])).Count();
        int possible = cells.Orders.DistinctBy(order => (order.Id.Cell, order.SoldAt.ToString()[..digitsOfTime])).Count();

        Assert.InRange(lines.Length / (double)cells.Orders.Count, 0.008, 0.036);
        Assert.InRange(spells / (double)possible, 0.03, 0.17);
    }

    [Fact]
    public void A_kind_keeps_to_its_window_of_days()
    {
        var plan = new FaultPlan("test", [new(FaultKind.Typo, 50_000) { FromDay = 2, UntilDay = 4 }]);
        SimulatedCells cells = SimulatedCells.Play(plan, 6, new CellRange(0, 0), Quick);

        Assert.Equal(
            ["2026-01-03", "2026-01-04"],
            LedgerLine.Read(cells.Ledgers).Select(line => line.EventTime[..10]).Distinct().Order());
    }

    [Fact]
    public void A_drifting_source_is_wrong_by_the_same_amount_all_day()
    {
        var plan = new FaultPlan("test", [new(FaultKind.ClockDrift, 300_000, FaultShape.Source, 400_000)]);
        SimulatedCells cells = SimulatedCells.Play(plan, 6, new CellRange(0, 1), Quick);

        var drifts = LedgerLine.Read(cells.Ledgers)
            .GroupBy(line => (line.Key[7..11], line.EventTime[..10]), line => DateTime.Parse(line.WrittenValue) - DateTime.Parse(line.TrueValue))
            .ToList();

        Assert.NotEmpty(drifts);
        Assert.All(drifts, day => Assert.InRange(Math.Abs(Assert.Single(day.Distinct()).TotalSeconds), 1, 300));
    }

    [Fact]
    public void What_goes_backwards_lies_one_to_three_days_before_the_change_before()
    {
        var plan = new FaultPlan("test", [new(FaultKind.TimeBackwards, 50_000)]);
        SimulatedCells cells = SimulatedCells.Play(plan, 6, new CellRange(0, 1), Quick);
        var before = cells.Orders.ToDictionary(order => order.Id.ToString(), order => order.SoldAt.ToDateTime());
        var faults = LedgerLine.Read(cells.Ledgers).ToDictionary(line => line.Key, line => DateTime.Parse(line.WrittenValue));

        foreach (StatusRow change in cells.Changes)
        {
            string id = change.Id.ToString();
            if (faults.TryGetValue($"{id}|{change.Status}", out DateTime written))
            {
                Assert.InRange((before[id] - written).TotalDays, 1, 3);
            }

            before[id] = change.At.ToDateTime();
        }

        Assert.True(faults.Count > 100);
    }

    private static FaultPlan Without(FaultPlan plan, params FaultKind[] kinds) =>
        plan with { Rules = [.. plan.Rules.Where(rule => !kinds.Contains(rule.Kind))] };
}
