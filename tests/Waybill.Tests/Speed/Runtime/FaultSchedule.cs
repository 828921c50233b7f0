using Waybill.Events.Live;
using Waybill.Events.Values;
using Waybill.Speed.Engine;
using Waybill.Speed.Runtime;

namespace Waybill.Tests.Speed.Runtime;

/// <summary>
/// One life of a partition with everything that can happen to it, decided by a seed: workers crash between any two steps, hand over, read
/// messages again; services are slow, away, or do what they were asked and do not say so.
/// </summary>
internal sealed class FaultSchedule
{
    private const double LastDelay = 4_000;
    private static readonly HashSet<Outlet> All = new(Enum.GetValues<Outlet>());

    private static readonly LiveOptions Options = new()
    {
        SaveEvery = TimeSpan.FromSeconds(60),
        ArchiveEvery = TimeSpan.FromSeconds(5),
        ShowEvery = TimeSpan.FromSeconds(10),
        ArchiveMessages = 30,
        PendingBytes = 2_000,
        PendingChanges = 40,
        ChangesAtOnce = 7,
        TrucksAtOnce = 2,
    };

    private readonly Random _random;
    private readonly ManualTime _time = new(DateTimeOffset.UnixEpoch.AddSeconds(Reading.Day));
    private readonly Dictionary<Outlet, (Handover Handover, double DueAt)> _inFlight = [];
    private readonly Dictionary<Outlet, double> _awayUntil = [];
    private readonly byte[] _memory = new byte[1 << 12];
    private readonly double _crashiness;
    private PartitionWorker? _worker;
    private int _position;
    private double _now;
    private bool _isCalm;

    public FaultSchedule(int seed)
    {
        _random = new Random(seed);
        Topic = new SimulatedTopic(_random);
        _crashiness = _random.NextDouble() * 0.03;
    }

    public SimulatedTopic Topic { get; }

    public SimulatedServices Services { get; } = new();

    public int Crashes { get; private set; }

    /// <summary>Goes on until all messages are there, faults are over, and nothing waits any more.</summary>
    public void Run()
    {
        double lastMessage = Topic.Messages.Count == 0 ? 0 : Topic.Messages[^1].VisibleAt;
        while (_now < lastMessage + LastDelay || !IsQuiet())
        {
            _isCalm = _now > lastMessage + (LastDelay / 2);
            Pass(_random.Next(10) == 0 ? 30 : _random.NextDouble() * 10);
            Trouble();
            Complete();
            Begin();
            Work();
        }
    }

    /// <summary>The alerts when nothing ever goes wrong.</summary>
    public Dictionary<string, Alert> Undisturbed()
    {
        var table = new TruckTable(Seeds.Rules, Seeds.Routes);
        var said = new List<AlertChange>();
        foreach ((RawReading message, _) in Topic.Messages)
        {
            if (Topic.Parse(message.Payload.Span, message.ReceivedAt, out var reading) == 0)
            {
                table.Accept(reading, message.ReceivedAt);
                table.Settle();
            }
        }

        table.Advance(Instant.FromDateTime(_time.GetUtcNow().UtcDateTime - Options.ClockMargin));
        table.TakeChanges(said);
        var alerts = new Dictionary<string, Alert>();
        SimulatedServices.Fold(alerts, said);
        return alerts;
    }

    private bool IsQuiet() => _worker is not null && _inFlight.Count == 0 && _worker.CommitTo == Topic.Messages.Count && _worker.Figures.PendingChanges == 0;

    private void Pass(double seconds)
    {
        _now += seconds;
        _time.Move(TimeSpan.FromSeconds(seconds));
    }

    private void Trouble()
    {
        if (_isCalm)
        {
            return;
        }

        if (_random.Next(60) == 0)
        {
            _awayUntil[(Outlet)_random.Next(All.Count)] = _now + _random.Next(600);
        }

        if (_worker is not null && _random.NextDouble() < _crashiness)
        {
            Crash();
        }
        else if (_worker is not null && _random.Next(150) == 0)
        {
            HandOver();
        }
    }

    /// <summary>The process is gone; what it had asked for happens or not.</summary>
    private void Crash()
    {
        foreach ((Outlet outlet, (Handover handover, _)) in _inFlight)
        {
            if (_random.Next(2) == 0)
            {
                Services.Apply(outlet, handover);
            }
        }

        _inFlight.Clear();
        _worker = null;
        Crashes++;
    }

    /// <summary>The partition goes to another member: what is in hand is finished if it goes fast, and the state is saved.</summary>
    private void HandOver()
    {
        PartitionWorker leaving = _worker!; // Only called when there is one.
        leaving.Hurry();
        for (int i = 0; i < 20; i++)
        {
            Complete();
            Ask();
            Pass(0.2);
        }

        Crash();
    }

    private void Begin()
    {
        if (_worker is null && !IsAway(Outlet.State))
        {
            _worker = new PartitionWorker(new LiveRules(Seeds.Rules, Seeds.Routes, EngineOptions.Default), Topic.Parse, All, watch: null, Options, _time);
            _position = (int)(_worker.Restore(Services.State) ?? 0);
        }
    }

    private void Work()
    {
        if (_worker is null)
        {
            return;
        }

        int end = Topic.Messages.FindIndex(_position, m => m.VisibleAt > _now);
        end = end < 0 ? Topic.Messages.Count : end;
        if (!_worker.IsFull && end > _position)
        {
            int from = _random.Next(10) == 0 ? Math.Max(0, _position - _random.Next(20)) : _position;
            int to = Math.Min(end, _position + _random.Next(1, 60));
            Deliver(from, to);
            _position = to;
        }

        _worker.Tick(_position == end);
        Ask();
    }

    private void Deliver(int from, int to)
    {
        var batch = new RawReading[to - from];
        for (int i = from; i < to; i++)
        {
            RawReading message = Topic.Messages[i].Message;
            Memory<byte> place = _memory.AsMemory((i - from) * sizeof(int), sizeof(int));
            message.Payload.CopyTo(place);
            batch[i - from] = message with { Payload = place };
        }

        _worker!.Take(batch); // Only called when there is one.
        _memory.AsSpan().Fill(0xFF);
    }

    private void Ask()
    {
        foreach (Outlet outlet in All)
        {
            if (!_inFlight.ContainsKey(outlet) && _worker!.Next(outlet) is { } handover)
            {
                _inFlight[outlet] = (handover, _now + (_random.Next(8) == 0 ? _random.Next(120) : _random.NextDouble()));
            }
        }
    }

    private void Complete()
    {
        foreach ((Outlet outlet, (Handover handover, double dueAt)) in _inFlight.ToList())
        {
            if (dueAt > _now || _worker is null)
            {
                continue;
            }

            _inFlight.Remove(outlet);
            bool isAway = IsAway(outlet) || (!_isCalm && _random.Next(40) == 0);
            bool hasEffect = !isAway || _random.Next(3) == 0;
            bool isTaken = hasEffect && Services.Apply(outlet, handover);
            if (isAway || !isTaken)
            {
                _worker.Failed(outlet, SimulatedServices.Away(outlet));
            }
            else
            {
                _worker.Done(outlet);
            }
        }
    }

    private bool IsAway(Outlet outlet) => !_isCalm && _awayUntil.GetValueOrDefault(outlet) > _now;
}
