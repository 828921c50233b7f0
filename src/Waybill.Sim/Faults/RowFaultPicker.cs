using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Waybill.Events.Feeds;
using Waybill.Events.Ledger;
using Waybill.Events.Values;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.Faults;

/// <summary>
/// Decides which rows of a cell's feed are struck by which kind. Each kind jumps from one struck row to the next by a
/// geometric number of rows, so the rows between cost one comparison; each has its own stream, so a change to one kind
/// moves no other. When two kinds meet on a row, the first one has it: a row has one fault at most.
/// </summary>
internal sealed class RowFaultPicker
{
    /// <summary>Bursts last an hour; chances are looked up again that often.</summary>
    private const int SlotSeconds = 3_600;
    private const int MostWhileActive = 950_000;

    /// <summary>More rows than a slot has.</summary>
    private const int Never = int.MaxValue;

    private readonly RandomStreams _streams;
    private readonly string _feed;
    private readonly int _startDay;
    private readonly RowRule[] _rules;

    /// <summary>The row that each rule strikes next, filled up to whole vectors with rules that never do.</summary>
    private readonly int[] _next;

    /// <summary>
    /// The rows that each rule will pass over once it has struck, drawn ahead: what has to be known of the next row must
    /// not wait for a draw.
    /// </summary>
    private readonly int[] _gaps;
    private readonly FaultKind[] _kinds;
    private readonly SkipSeries[] _skips;
    private readonly RandomStream[] _spells;

    public RowFaultPicker(FeedDefinition feed, FaultPlan plan, RandomStreams streams, int startDay)
    {
        _streams = streams;
        _feed = feed.Name;
        _startDay = startDay;
        _rules =
        [
            .. FaultScope.Rows(feed)
                .Select(kind => plan.Rule(kind, feed))
                .OfType<FaultRule>()
                .Where(rule => rule.PartsPerMillion > 0)
                .Select(rule => new RowRule(rule)),
        ];
        _next = new int[(_rules.Length + Vector256<int>.Count - 1) / Vector256<int>.Count * Vector256<int>.Count];
        _gaps = new int[_rules.Length];
        Rest();
        _kinds = [.. _rules.Select(rule => rule.Rule.Kind)];
        _skips = new SkipSeries[_rules.Length];
        _spells = new RandomStream[_rules.Length];
    }

    /// <summary>No row before this one is struck in the present slot; counted as rows are in <see cref="Enter"/>.</summary>
    public long NextStruck { get; private set; }

    /// <summary>Rows at or after this moment need <see cref="Enter"/> first.</summary>
    public Instant SlotEnd { get; private set; }

    /// <summary>The present slot's number since 1970.</summary>
    public int Slot { get; private set; }

    public void Open(int cell)
    {
        for (int i = 0; i < _rules.Length; i++)
        {
            string name = FaultKinds.Name(_rules[i].Rule.Kind);
            _skips[i] = new SkipSeries(_streams.Get($"fault.{_feed}.{name}.row", cell), _rules[i].InverseRate);
            _spells[i] = _streams.Get($"fault.{_feed}.{name}.spell", cell);
        }

        SlotEnd = new Instant(long.MinValue);
    }

    /// <summary>Moves to the slot of a moment.</summary>
    /// <param name="time">The moment.</param>
    /// <param name="row">Number of the next row.</param>
    /// <param name="day">The source's own day.</param>
    public void Enter(Instant time, long row, int day)
    {
        Slot = (int)(time.Seconds / SlotSeconds);
        SlotEnd = Instant.FromSeconds((Slot + 1L) * SlotSeconds);
        NextStruck = Never;
        for (int i = 0; i < _rules.Length; i++)
        {
            _skips[i].Open(Slot);
            _next[i] = IsActive(i, day) ? After(row, _skips[i].Draw()) : Never;
            _gaps[i] = _skips[i].Draw();
            NextStruck = Math.Min(NextStruck, _next[i]);
        }
    }

    /// <summary>Strikes nothing until the slot ends.</summary>
    public void Rest()
    {
        Array.Fill(_next, Never);
        NextStruck = Never;
    }

    /// <summary>The kind that strikes this row, which must be <see cref="NextStruck"/>.</summary>
    public FaultKind Take(long row)
    {
        // One of a dozen rules strikes, rarely two: vectors find it and the one that comes next. All is read before anything
        // is written, because a vector that has just been written in part is slow to read.
        ReadOnlySpan<Vector256<int>> next = MemoryMarshal.Cast<int, Vector256<int>>(_next.AsSpan());
        var now = Vector256.Create((int)row);
        var never = Vector256.Create(Never);
        Vector256<int> soonest = never;
        uint struck = 0;
        for (int i = 0; i < next.Length; i++)
        {
            Vector256<int> here = Vector256.LessThanOrEqual(next[i], now);
            struck |= here.ExtractMostSignificantBits() << (i * Vector256<int>.Count);
            soonest = Vector256.Min(soonest, Vector256.ConditionalSelect(here, never, next[i]));
        }

        FaultKind kind = _kinds[BitOperations.TrailingZeroCount(struck)];
        int nextStruck = Least(soonest);
        for (; struck != 0; struck &= struck - 1)
        {
            int rule = BitOperations.TrailingZeroCount(struck);
            int following = After(row + 1, _gaps[rule]);
            _next[rule] = following;
            nextStruck = Math.Min(nextStruck, following);
            _gaps[rule] = _skips[rule].Draw();
        }

        NextStruck = nextStruck;
        return kind;
    }

    private static int After(long row, int gap) => (int)Math.Min(row + gap, Never);

    private static int Least(Vector256<int> numbers)
    {
        Vector128<int> four = Vector128.Min(numbers.GetLower(), numbers.GetUpper());
        Vector128<int> two = Vector128.Min(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Math.Min(two[0], two[1]);
    }

    private bool IsActive(int rule, int day)
    {
        FaultRule what = _rules[rule].Rule;
        if (day - _startDay < what.FromDay || day - _startDay >= what.UntilDay)
        {
            return false;
        }

        return what.Shape switch
        {
            FaultShape.Burst => _rules[rule].Active.Happens(_spells[rule].At((ulong)Slot)),
            FaultShape.Source => _rules[rule].Active.Happens(_spells[rule].At((ulong)day)),
            _ => true,
        };
    }

    /// <summary>How many rows one rule passes over, one number after the other.</summary>
    private struct SkipSeries(RandomStream stream, ulong inverseRate)
    {
        private ulong _counter;

        public void Open(int slot) => _counter = (ulong)slot << 24;

        public int Draw() => (int)Math.Min(Exponential.Skip(stream.At(_counter++), inverseRate), Never);
    }

    private sealed class RowRule
    {
        public RowRule(FaultRule rule)
        {
            Rule = rule;
            bool always = rule.Shape == FaultShape.Independent;
            long active = always ? 1_000_000 : Math.Max(rule.ActivePartsPerMillion, 1);
            Active = Probability.FromPartsPerMillion(active);
            InverseRate = Exponential.InverseRate(
                Math.Min(rule.PartsPerMillion * 1_000_000L / active, always ? 1_000_000 : MostWhileActive));
        }

        public FaultRule Rule { get; }

        public Probability Active { get; }

        public ulong InverseRate { get; }
    }
}
