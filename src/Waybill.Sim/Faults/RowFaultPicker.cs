using System.Numerics;
using Waybill.Events.Feeds;
using Waybill.Events.Ledger;
using Waybill.Events.Values;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.Faults;

/// <summary>
/// Decides which rows of a cell's feed are struck by which kind. Each kind jumps from one struck row to the next by a
/// geometric number of rows, and draws its jumps for a stretch of rows ahead: one draw after the other, which do not wait
/// for each other, instead of one at each struck row. Each kind has its own stream, so a change to one kind moves no
/// other. When two kinds meet on a row, the first one has it: a row has one fault at most.
/// </summary>
internal sealed class RowFaultPicker
{
    /// <summary>Bursts last an hour; chances are looked up again that often.</summary>
    private const int SlotSeconds = 3_600;
    private const int MostWhileActive = 950_000;

    /// <summary>More rows than a slot has.</summary>
    private const long Never = long.MaxValue;

    /// <summary>Rows that are decided together: a word has a bit for each.</summary>
    private const int Stretch = 64;

    private readonly RandomStreams _streams;
    private readonly string _feed;
    private readonly int _startDay;
    private readonly RowRule[] _rules;

    /// <summary>The row behind the stretch that each rule strikes next.</summary>
    private readonly long[] _next;

    /// <summary>The kind that has a row of the stretch, where its bit is set.</summary>
    private readonly FaultKind[] _kinds = new FaultKind[Stretch];
    private readonly SkipSeries[] _skips;
    private readonly RandomStream[] _spells;
    private long _stretch;
    private ulong _struck;

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
        _next = new long[_rules.Length];
        _skips = new SkipSeries[_rules.Length];
        _spells = new RandomStream[_rules.Length];
    }

    /// <summary>
    /// No row before this one is struck in the present slot; counted as rows are in <see cref="Enter"/>. This one may be.
    /// </summary>
    public long NextStruck { get; private set; } = Never;

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
        for (int i = 0; i < _rules.Length; i++)
        {
            _skips[i].Open(Slot);
            _next[i] = IsActive(i, day) ? row + _skips[i].Draw() : Never;
        }

        Decide(row);
    }

    /// <summary>Strikes nothing until the slot ends.</summary>
    public void Rest() => NextStruck = Never;

    /// <summary>The kind that strikes this row, which must be <see cref="NextStruck"/>; null when none does.</summary>
    public FaultKind? Take(long row)
    {
        if (row == _stretch + Stretch)
        {
            Decide(row);
            if (NextStruck != row)
            {
                return null;
            }
        }

        _struck &= _struck - 1;
        NextStruck = Following();
        return _kinds[(int)(row - _stretch)];
    }

    /// <summary>Decides the stretch that begins with a row.</summary>
    private void Decide(long row)
    {
        _stretch = row;
        ulong struck = 0;
        for (int i = _rules.Length - 1; i >= 0; i--)
        {
            FaultKind kind = _rules[i].Rule.Kind;
            long next = _next[i];
            while (next - row < Stretch)
            {
                int at = (int)(next - row);
                _kinds[at] = kind;
                struck |= 1UL << at;
                next += 1 + _skips[i].Draw();
            }

            _next[i] = next;
        }

        _struck = struck;
        NextStruck = Following();
    }

    /// <summary>The first struck row of the stretch that was not taken, or the row behind the stretch.</summary>
    private long Following() => _stretch + BitOperations.TrailingZeroCount(_struck); // 64 of no bits at all

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

        public int Draw() => (int)Math.Min(Exponential.Skip(stream.At(_counter++), inverseRate), int.MaxValue);
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
