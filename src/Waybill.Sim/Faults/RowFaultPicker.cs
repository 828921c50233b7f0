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
    private const long Never = long.MaxValue;

    private readonly RandomStreams _streams;
    private readonly string _feed;
    private readonly int _startDay;
    private readonly RowRule[] _rules;

    /// <summary>The row that each rule strikes next, filled up to whole vectors with rules that never do.</summary>
    private readonly long[] _next;
    private readonly ulong[] _draws;
    private readonly RandomStream[] _skips;
    private readonly RandomStream[] _spells;
    private readonly ulong[] _inverseRates;

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
        _next = new long[(_rules.Length + Vector256<long>.Count - 1) / Vector256<long>.Count * Vector256<long>.Count];
        Rest();
        _draws = new ulong[_rules.Length];
        _skips = new RandomStream[_rules.Length];
        _spells = new RandomStream[_rules.Length];
        _inverseRates = [.. _rules.Select(rule => rule.InverseRate)];
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
            _skips[i] = _streams.Get($"fault.{_feed}.{name}.row", cell);
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
            _draws[i] = (ulong)Slot << 24;
            _next[i] = IsActive(i, day) ? row + Skip(i) : Never;
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
        // One of a dozen rules strikes, rarely two: vectors find it and the one that comes next.
        Span<Vector256<long>> next = MemoryMarshal.Cast<long, Vector256<long>>(_next.AsSpan());
        var now = Vector256.Create(row);
        int first = -1;
        for (int i = 0; i < next.Length; i++)
        {
            for (uint struck = Vector256.LessThanOrEqual(next[i], now).ExtractMostSignificantBits(); struck != 0; struck &= struck - 1)
            {
                int rule = (i * Vector256<long>.Count) + BitOperations.TrailingZeroCount(struck);
                first = first < 0 ? rule : first;
                _next[rule] = row + 1 + Skip(rule);
            }
        }

        Vector256<long> soonest = next[0];
        foreach (Vector256<long> four in next[1..])
        {
            soonest = Vector256.Min(soonest, four);
        }

        NextStruck = Math.Min(Math.Min(soonest[0], soonest[1]), Math.Min(soonest[2], soonest[3]));
        return _rules[first].Rule.Kind;
    }

    private long Skip(int rule) => Exponential.Skip(_skips[rule].At(_draws[rule]++), _inverseRates[rule]);

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
