using System.Globalization;
using System.Text;
using Waybill.Events.Feeds;
using Waybill.Events.Ledger;
using Waybill.Events.Sinks;
using Waybill.Events.Text;
using Waybill.Events.Values;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.Faults;

/// <summary>
/// Decides which drops come as damaged, renamed, late or doubled files. A pure function of feed and window, so that cells
/// and the writer of the files agree without talking. A file has one fault at most.
/// </summary>
public sealed class FileFaults
{
    private const int MostDropsMissing = 3;
    private const int MostDaysToCopy = 2;

    private readonly int _startDay;
    private readonly CellRange _cells;
    private readonly CellRange? _factories;
    private readonly IReadOnlyList<FeedDefinition> _feeds;
    private readonly SchemaPlan _schema;
    private readonly Dictionary<FeedDefinition, FileRule[]> _rules = [];

    /// <summary>Layouts of each feed after none, one, two … of its scheduled changes.</summary>
    private readonly Dictionary<FeedDefinition, FileLayout[]> _layouts = [];

    /// <param name="plan">The world's faults.</param>
    /// <param name="streams">The world's streams.</param>
    /// <param name="startDay">The world's first day.</param>
    /// <param name="cells">The markets that are played.</param>
    /// <param name="factories">The factories that are played, if there are any.</param>
    /// <param name="schema">Scheduled changes of the feeds' columns.</param>
    public FileFaults(
        FaultPlan plan,
        RandomStreams streams,
        int startDay,
        CellRange cells,
        CellRange? factories = null,
        SchemaPlan? schema = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(streams);
        _startDay = startDay;
        _cells = cells;
        _factories = factories;
        _schema = schema ?? SchemaPlan.None;
        _feeds = factories is null ? FeedCatalogue.Orders : FeedCatalogue.Exports;
        foreach (FeedDefinition feed in _feeds)
        {
            _rules.Add(feed, [.. FileRules(feed, plan, streams)]);
            SchemaChange[] changes = [.. _schema.Of(feed, int.MaxValue)];
            _layouts.Add(feed, [.. Enumerable.Range(0, changes.Length + 1).Select(count => FileLayout.After(feed, changes[..count]))]);
        }
    }

    /// <summary>How a drop's file is called, begins and is delivered.</summary>
    public DropPlan Plan(FeedDefinition feed, DropWindow window)
    {
        ArgumentNullException.ThrowIfNull(feed);
        if (!_rules.ContainsKey(feed))
        {
            return new DropPlan(feed, window, feed.Header); // What trucks and dispatchers send comes whole and on time, as files.
        }

        FileFault fault = For(feed, window);
        var plan = new DropPlan(feed, window, LayoutOf(feed, window).Header);
        int step = feed.WindowsPerDrop;
        DropWindow Later(int most) => window.Next(step * (1 + (int)(fault.Bits % (ulong)most)));
        switch (fault.Kind)
        {
            case FaultKind.MissingDrop:
                return plan with
                {
                    Delivery = DropDelivery.Missing,
                    LaterWindow = Later(MostDropsMissing),
                    LaterName = plan.FileName,
                };
            case FaultKind.HalfWrittenFile:
                return plan with
                {
                    Delivery = DropDelivery.HalfWritten,
                    LaterWindow = window.Next(step),
                    LaterName = feed.FileName(window.End.ToDateTime(), "_resend"),
                    CutPerMille = 200 + (int)(fault.Bits % 700),
                };
            case FaultKind.DuplicateFile:
                DropWindow copied = Later(MostDaysToCopy * DropWindow.PerDay / step);
                return plan with
                {
                    Delivery = DropDelivery.Twice,
                    LaterWindow = copied,
                    LaterName = feed.FileName(copied.End.ToDateTime(), CopySuffix(feed, window)),
                };
            default:
                return plan;
        }
    }

    /// <summary>
    /// Writes the ledger lines of a day's faults of whole files; those that lose or repeat rows have lines of their own
    /// in the cells.
    /// </summary>
    /// <param name="day">The day.</param>
    /// <param name="lines">Where the lines go.</param>
    /// <param name="counts">Lines by kind are added here, in the order of <see cref="FaultKind"/>.</param>
    public void WriteLedger(int day, ByteBuffer lines, Span<long> counts)
    {
        var csv = new LedgerCsv();
        int number = 0;
        for (int i = 0; i < DropWindow.PerDay; i++)
        {
            DropWindow window = DropWindow.First(day).Next(i);
            foreach (FeedDefinition feed in _feeds)
            {
                if (!feed.HasDrop(window))
                {
                    continue;
                }

                foreach (SchemaChange change in ChangesOf(feed, window))
                {
                    WriteLine(csv, lines, day, ++number, change, Plan(feed, window));
                    counts[(int)change.FaultKind]++;
                }

                if (For(feed, window).Kind is FaultKind kind
                    and not FaultKind.ReplayedBatch and not FaultKind.TruncatedFile)
                {
                    WriteLine(csv, lines, day, ++number, kind, Plan(feed, window));
                    counts[(int)kind]++;
                }
            }
        }
    }

    /// <summary>Which columns a drop's file has.</summary>
    internal FileLayout LayoutOf(FeedDefinition feed, DropWindow window)
    {
        FileFault fault = For(feed, window);
        return fault.Kind switch
        {
            FaultKind.HeaderChanged => FileLayout.Changed(feed, HeaderChange.Make(feed, fault.Bits)),
            FaultKind.ColumnAdded => FileLayout.WithPassingColumn(feed, fault.Bits),
            _ => _layouts[feed][ChangesOf(feed, window).Count],
        };
    }

    internal FileFault For(FeedDefinition feed, DropWindow window)
    {
        int day = window.Day - _startDay;
        foreach (ref readonly FileRule rule in _rules[feed].AsSpan())
        {
            if (day < rule.FromDay || day >= rule.UntilDay)
            {
                continue;
            }

            bool fits = rule.Kind switch
            {
                FaultKind.ReplayedBatch => window.Index >= DropWindow.First(_startDay).Index + feed.WindowsPerDrop,
                FaultKind.HeaderChanged or FaultKind.ColumnAdded => ChangesOf(feed, window).Count == 0,
                _ => true,
            };
            if (fits && rule.Chance.Happens(rule.Stream.At((ulong)window.Index * 2)))
            {
                return new FileFault(rule.Kind, rule.Stream.At(((ulong)window.Index * 2) + 1));
            }
        }

        return default;
    }

    /// <summary>Whether this cell sends rows of the window before once more.</summary>
    internal bool IsReplayed(FeedDefinition feed, DropWindow window, int cell)
    {
        FileFault fault = For(feed, window);
        return fault.Kind == FaultKind.ReplayedBatch
            && cell == CellsOf(feed).First + (int)(fault.Bits % (ulong)CellsOf(feed).Count);
    }

    /// <summary>Whether the file of this window loses its last rows, which are this cell's.</summary>
    internal bool IsTruncated(FeedDefinition feed, DropWindow window, int cell) =>
        cell == CellsOf(feed).Last && For(feed, window).Kind == FaultKind.TruncatedFile;

    private static IEnumerable<FileRule> FileRules(FeedDefinition feed, FaultPlan plan, RandomStreams streams)
    {
        foreach (FaultKind kind in FaultScope.Files)
        {
            if (plan.Rule(kind, feed) is { } rule)
            {
                yield return new FileRule(
                    kind,
                    Probability.FromPartsPerMillion(rule.PartsPerMillion),
                    rule.FromDay,
                    rule.UntilDay,
                    streams.Get($"fault.{feed.Name}.{FaultKinds.Name(kind)}.file"));
            }
        }
    }

    private IReadOnlyList<SchemaChange> ChangesOf(FeedDefinition feed, DropWindow window) =>
        _schema.Of(feed, window.Day - _startDay);

    private static Instant ArrivalOf(DropPlan plan) =>
        plan.Delivery is DropDelivery.Missing ? plan.LaterWindow.End : plan.Window.End;

    private static void WriteLine(LedgerCsv csv, ByteBuffer lines, int day, int number, SchemaChange change, DropPlan plan) =>
        csv.AppendFileFault(lines, day, number, new LedgerEntry
        {
            Kind = change.FaultKind,
            Feed = plan.Feed,
            EntityKey = Encoding.ASCII.GetBytes(plan.FileName),
            Field = Encoding.ASCII.GetBytes(change.Column),
            TrueValue = Encoding.ASCII.GetBytes(change.Before),
            WrittenValue = Encoding.ASCII.GetBytes(change.After),
            EventTime = plan.Window.End,
            ArrivalTime = ArrivalOf(plan),
            IsRepairable = change.IsRepairable,
        });

    // Copies of several drops can arrive in one window: the name says of which drop it is a copy.
    private static string CopySuffix(FeedDefinition feed, DropWindow window) => "_copy_of_" + (feed.IsDaily
        ? Instant.FromDay(window.Day).ToString()[..10]
        : window.End.ToDateTime().ToString("yyyyMMdd_HHmmss", CultureInfo.InvariantCulture));

    private CellRange CellsOf(FeedDefinition feed) => feed.IsDaily && _factories is { } factories ? factories : _cells;

    private static void WriteLine(LedgerCsv csv, ByteBuffer lines, int day, int number, FaultKind kind, DropPlan plan)
    {
        bool header = kind is FaultKind.HeaderChanged or FaultKind.ColumnAdded;
        Instant arrival = plan.Delivery == DropDelivery.OnTime ? plan.Window.End : plan.LaterWindow.End;
        csv.AppendFileFault(lines, day, number, new LedgerEntry
        {
            Kind = kind,
            Feed = plan.Feed,
            EntityKey = Encoding.ASCII.GetBytes(plan.FileName),
            Field = header ? "header"u8 : "file"u8,
            TrueValue = header ? Encoding.ASCII.GetBytes(plan.Feed.Header) : [],
            WrittenValue = Encoding.ASCII.GetBytes(header ? plan.Header : plan.LaterName),
            EventTime = plan.Window.End,
            ArrivalTime = arrival,
            IsRepairable = true,
        });
    }

    private readonly record struct FileRule(FaultKind Kind, Probability Chance, int FromDay, int UntilDay, RandomStream Stream);
}
