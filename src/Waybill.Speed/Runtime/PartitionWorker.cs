using Waybill.Events;
using Waybill.Events.Live;
using Waybill.Events.Telemetry;
using Waybill.Events.Values;
using Waybill.Speed.Engine;

namespace Waybill.Speed.Runtime;

/// <summary>
/// The work on one partition, without waiting for anything: messages go in, and what each outlet is to get next comes out. Whoever drives
/// it says how each handover went. Not for several threads at once.
/// <para>
/// Nothing is lost or said twice whenever this ends, because what is said follows from the messages alone, and the saved state holds
/// what had been said but was not everywhere yet. What follows from the clock instead (a truck is silent) is said only once the state that
/// knows of it is saved. docs/decisions/0020-live-state-and-offsets.md goes through every moment at which it can end.
/// </para>
/// </summary>
#pragma warning disable CA1001 // A MemoryStream holds nothing that must be given back.
public sealed class PartitionWorker
#pragma warning restore CA1001
{
    private readonly LiveOptions _options;
    private readonly TimeProvider _time;
    private readonly ReadingParser _parse;
    private readonly ILiveWatch? _watch;
    private readonly OutletPace[] _paces;
    private readonly TruckTable _table;
    private readonly ChangeQueue _changes;
    private readonly HeldChanges _held = new();
    private readonly MessageQueue? _archive;
    private readonly LetterQueue? _letters;
    private readonly TruckStates _trucks;
    private readonly bool _savesState;
    private readonly List<AlertChange> _said = [];

    // States of megabytes every few seconds would make the garbage collector stop everybody.
    private readonly MemoryStream _stateBytes = new();
    private long _next;
    private long _rulesTo;
    private long _archivedTo;
    private long _lettersTo;
    private long _collectedAt;
    private long _archivedAt;
    private long _savedAt;
    private TimeSpan _saveEvery;
    private PartitionState? _saved;
    private PartitionState? _saving;
    private bool _isCaughtUp;
    private bool _isEnding;

    /// <param name="rules">Rules and roads.</param>
    /// <param name="parse">Reads a message.</param>
    /// <param name="has">Which outlets there are; there is always a sink.</param>
    /// <param name="watch">Sees what happens in this process, or null.</param>
    /// <param name="options">Sizes and waits.</param>
    /// <param name="time">The clock.</param>
    public PartitionWorker(
        LiveRules rules, ReadingParser parse, IReadOnlySet<Outlet> has, ILiveWatch? watch, LiveOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(has);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _parse = parse;
        _watch = watch;
        _options = options;
        _time = time;
        _table = new TruckTable(rules.Rules, rules.Routes, rules.Engine);
        _changes = new ChangeQueue(options.ChangesAtOnce, has.Contains(Outlet.AlertLog));
        _archive = has.Contains(Outlet.Archive) ? new MessageQueue() : null;
        _letters = has.Contains(Outlet.DeadLetters) ? new LetterQueue() : null;
        _trucks = new TruckStates(watch);
        _savesState = has.Contains(Outlet.State);
        _paces = [.. Enum.GetValues<Outlet>().Select(_ => new OutletPace(options, time))];
        _saveEvery = options.SaveEvery;
        _savedAt = _collectedAt = _archivedAt = time.GetTimestamp();
    }

    public PartitionFigures Figures { get; } = new();

    /// <summary>When the state is saved for the first time: partitions that begin together must not all save at once ever after.</summary>
    public TimeSpan FirstSave { init => _saveEvery = value; }

    /// <summary>True when so much waits that no more may be taken for now.</summary>
    public bool IsFull => Bytes > _options.PendingBytes || _changes.Count + _held.Count > _options.PendingChanges;

    private long Bytes => (_archive?.Bytes ?? 0) + (_letters?.Bytes ?? 0);

    /// <summary>All messages before it are done and a saved state says so; -1 while there is none.</summary>
    public long CommitTo { get; private set; } = -1;

    /// <summary>The greatest reception so far.</summary>
    public Instant Clock => _table.Clock;

    /// <summary>Goes on from a saved state; to be called first, once.</summary>
    /// <returns>The first offset to read; null for the oldest there is.</returns>
    /// <exception cref="WaybillException">The state cannot be read.</exception>
    public long? Restore(SavedState? saved)
    {
        if (saved is null)
        {
            return null;
        }

        PartitionState state = PartitionState.Load(saved, _table);
        (_archivedTo, _lettersTo, _rulesTo) = (state.ArchivedTo, state.LettersTo, state.RulesTo);
        _next = CommitTo = state.ReadFrom;
        _trucks.Restore(state.ShownTo, _next);
        _saved = state;
        _changes.Restore(state.Changes);
        Count();
        return _next;
    }

    /// <summary>Takes the next messages: decodes them and asks the rules. Their memory may be used again afterwards.</summary>
    /// <param name="messages">Offsets ascending; those that were delivered before are passed over.</param>
    public void Take(ReadOnlySpan<RawReading> messages)
    {
        foreach (ref readonly RawReading message in messages)
        {
            if (message.Offset >= _next)
            {
                Take(message);
                _next = message.Offset + 1;
            }
        }

        _rulesTo = Math.Max(_rulesTo, _next);
        Speak();
        Show();
        Count();
    }

    /// <summary>Tells that time has passed.</summary>
    /// <param name="isCaughtUp">True when all messages that the partition had a moment ago were taken: then trucks can be found silent.</param>
    public void Tick(bool isCaughtUp)
    {
        _isCaughtUp = isCaughtUp;
        if (!_savesState && isCaughtUp)
        {
            AdvanceClock();
            Release();
        }

        Show();
    }

    /// <summary>
    /// The input is at its end: trucks that were not heard of by then are silent, and all figures of open alerts are said. For readings
    /// of the past, whose clock is not ours.
    /// </summary>
    /// <param name="clock">The greatest reception of the whole input.</param>
    public void Finish(Instant clock)
    {
        _table.Advance(clock);
        _table.TellFigures();
        Speak();
        Collect();
        Count();
    }

    /// <summary>What an outlet is to get now; null when there is nothing, when it has not answered yet, or rests after a failure.</summary>
    public Handover? Next(Outlet outlet)
    {
        if (!_paces[(int)outlet].IsFree)
        {
            return null;
        }

        Handover? next = outlet switch
        {
            Outlet.Alerts => _changes.HasForSink ? new Handover { Changes = _changes.TakeForSink() } : null,
            Outlet.Trucks => NextTrucks(),
            Outlet.AlertLog => _changes.HasForLog ? new Handover { Changes = _changes.TakeForLog() } : null,
            Outlet.Archive => NextForArchive(),
            Outlet.DeadLetters => _letters is { IsEmpty: false } ? new Handover { Letters = _letters.Front() } : null,
            _ => NextState(),
        };
        if (next is not null)
        {
            _paces[(int)outlet].Begin();
        }

        return next;
    }

    /// <summary>The outlet has what it was handed, durably.</summary>
    public void Done(Outlet outlet)
    {
        _paces[(int)outlet].Done();
        switch (outlet)
        {
            case Outlet.Alerts:
                _changes.SinkHasThem();
                break;
            case Outlet.Trucks:
                _trucks.Done();
                break;
            case Outlet.AlertLog:
                _changes.LogHasThem();
                break;
            case Outlet.Archive:
                _archive!.Drop(); // There was something to hand over.
                break;
            case Outlet.DeadLetters:
                _letters!.Drop(); // There was something to hand over.
                break;
            default:
                _saved = _saving;
                CommitTo = _saved!.ReadFrom; // There was one to save.
                Release();
                break;
        }

        Count();
    }

    /// <summary>The outlet may or may not have what it was handed; it will be handed over again after a pause.</summary>
    public void Failed(Outlet outlet, WaybillException error)
    {
        _paces[(int)outlet].Failed(error);
        if (outlet == Outlet.Trucks)
        {
            _trucks.Failed();
        }

        Figures.Failures++;
    }

    /// <summary>Why an outlet is away, or null.</summary>
    public WaybillException? TroubleOf(Outlet outlet) => _paces[(int)outlet].Trouble;

    /// <summary>How long an outlet is to be left alone.</summary>
    public TimeSpan RestOf(Outlet outlet) => _paces[(int)outlet].Rest;

    /// <summary>True when every outlet has everything and the saved state says so.</summary>
    public bool IsDone => !Array.Exists(_paces, p => p.IsBusy) && Bytes == 0 && Figures.PendingChanges == 0 && _trucks.IsEmpty
        && (!_savesState || (_saved is null ? _next == 0 : State().SaysAsMuchAs(_saved)));

    /// <summary>The work on the partition ends: nothing waits for more to come.</summary>
    public void Hurry()
    {
        _isEnding = true;
        Collect();
    }

    private void Take(in RawReading message)
    {
        if (_archive is not null && message.Offset >= _archivedTo)
        {
            _archive.Add(message);
        }

        TelemetryRefusal refusal = _parse(message.Payload.Span, message.ReceivedAt, out TelemetryReading reading);
        bool isNew = message.Offset >= _rulesTo;
        if (isNew)
        {
            Figures.Messages++;
        }

        if (refusal != TelemetryRefusal.None)
        {
            Refuse(message, refusal, isNew);
        }
        else if (isNew)
        {
            // Each on its own: what is said must not depend on how messages were cut into batches.
            _table.Accept(reading, message.ReceivedAt);
            _table.Settle();
        }
        else if (message.Offset >= _trucks.ShownTo)
        {
            _table.Show(reading, message.ReceivedAt);
        }
    }

    private void Refuse(in RawReading message, TelemetryRefusal refusal, bool isNew)
    {
        if (isNew)
        {
            Figures.Refuse(refusal);
        }

        if (message.Offset >= _lettersTo)
        {
            _letters?.Add(message, refusal);
        }
    }

    /// <summary>Takes what the rules said to where it waits for the outlets.</summary>
    private void Speak()
    {
        if (_table.Changes.Count == 0)
        {
            return;
        }

        _table.TakeChanges(_said);

        // What follows on something that must wait waits too: an alert is told in order.
        _said.RemoveAll(_held.TryFollow);
        foreach (AlertChange change in _said)
        {
            _changes.Add(change);
        }

        _watch?.Saw([], _said);
        _said.Clear();
    }

    private void Release()
    {
        List<AlertChange> released = _held.Release();
        foreach (AlertChange change in released)
        {
            _changes.Add(change);
        }

        if (released.Count > 0)
        {
            _watch?.Saw([], released);
        }
    }

    private void AdvanceClock()
    {
        Instant now = Instant.FromDateTime(_time.GetUtcNow().UtcDateTime - _options.ClockMargin);
        if (now > _table.Clock)
        {
            _table.Advance(now);
            _table.TakeChanges(_said);
            _held.Hold(_said);
            _said.Clear();
        }
    }

    private void Show()
    {
        if (_time.GetElapsedTime(_collectedAt) >= _options.ShowEvery)
        {
            Collect();
        }
    }

    private void Collect()
    {
        _collectedAt = _time.GetTimestamp();
        _trucks.Collect(_table, _next);
    }

    private Handover? NextTrucks()
    {
        if (_trucks.IsEmpty)
        {
            _trucks.MarkShown();
            return null;
        }

        return new Handover { Trucks = _trucks.Take(_options.TrucksAtOnce) };
    }

    private Handover? NextForArchive()
    {
        bool isDue = _archive is { IsEmpty: false }
            && (_isEnding || _time.GetElapsedTime(_archivedAt) >= _options.ArchiveEvery || _archive.Bytes > _options.PendingBytes / 4);
        if (!isDue)
        {
            return null;
        }

        _archivedAt = _time.GetTimestamp();
        return new Handover { Messages = _archive!.Front(_options.ArchiveMessages) }; // It is due, so there is one.
    }

    private Handover? NextState()
    {
        long rulesTo = _saved?.RulesTo ?? 0;
        bool isDue = _isEnding || _time.GetElapsedTime(_savedAt) >= _saveEvery || _rulesTo - rulesTo >= _options.SaveMessages;
        if (!_savesState || !isDue)
        {
            return null;
        }

        long began = _time.GetTimestamp();
        if (_isCaughtUp)
        {
            AdvanceClock();
        }

        PartitionState state = State();
        if (_saved is null ? _next == 0 : state.SaysAsMuchAs(_saved) && _held.Count == 0)
        {
            _savedAt = began;
            return null;
        }

        _stateBytes.SetLength(0);
        SavedState saved = state.Save(_table, _stateBytes);
        _saving = state;
        _savedAt = _time.GetTimestamp();
        TimeSpan rarely = _time.GetElapsedTime(began, _savedAt) * 100;
        _saveEvery = rarely > _options.SaveEvery ? rarely : _options.SaveEvery;
        return new Handover { State = saved };
    }

    private PartitionState State() => new()
    {
        ArchivedTo = _archive is { IsEmpty: false } ? _archive.FirstOffset : Math.Max(_archivedTo, _next),
        LettersTo = _letters is { IsEmpty: false } ? _letters.FirstOffset : Math.Max(_lettersTo, _next),
        ShownTo = _trucks.ShownTo,
        RulesTo = _rulesTo,
        Changes = [.. _changes.Waiting(), .. _held.All.Select(c => (c, true, true))],
    };

    private void Count()
    {
        Figures.Used = _table.Used;
        Figures.Duplicates = _table.Duplicates;
        Figures.Late = _table.Late;
        Figures.Trucks = _table.Count;
        Figures.PendingBytes = Bytes;
        Figures.PendingChanges = _changes.Count + _held.Count;
    }
}
