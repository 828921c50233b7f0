using Waybill.Server.Live;

namespace Waybill.IntegrationTests.Server;

/// <summary>Trucks, a world and a schedule that do what a test says.</summary>
internal sealed class SampleTrucks : ILiveState, IWorldControl, IRunSchedule
{
    private readonly Lock _lock = new();
    private readonly List<ILiveListener> _listeners = [];
    private readonly List<Action<RunProgress>> _runs = [];

    public LiveParts Parts => new() { State = this, World = this, Schedule = this };

    public int Listeners
    {
        get
        {
            lock (_lock)
            {
                return _listeners.Count;
            }
        }
    }

    public WorldState State { get; private set; } = new("2026-01-02T03:04:05Z", 60, false, "2026-01-02", 0);

    RunScheduleState IRunSchedule.State => new("1m", null, "2026-01-02T03:05:00Z", null, IsRunning);

    public bool IsRunning { get; set; }

    public static LiveTruck Truck(string id, double speed) =>
        new(id, "TRP-1", 10.7, 106.6, speed, 90, 3.5, 4, 4, 80, false, true, true, "2026-01-02T03:04:05Z", []);

    public static LiveAlert Alert(int number) => new(
        $"{number:x16}", "opened", "2026-01-02T03:04:05Z", "too_warm", "critical", "TRK-1", null, null, "2026-01-02T03:00:00Z", "2026-01-02T03:04:00Z", null, null,
        8, 9, 9.5, 4, null);

    public IReadOnlyList<LiveTruck> Trucks() => [Truck("TRK-1", 50)];

    public LiveAlerts Alerts() => new([Alert(1)], []);

    public IDisposable Listen(ILiveListener listener) => Add(_listeners, listener);

    public IDisposable Listen(Action<RunProgress> progress) => Add(_runs, progress);

    public WorldState Change(WorldChange change) =>
        State = State with { Speed = change.Speed ?? State.Speed, Paused = change.Paused ?? State.Paused };

    public bool TryStart() => !IsRunning && (IsRunning = true);

    public void Move(params LiveTruck[] trucks) => Each(_listeners, l => l.TrucksChanged(trucks));

    public void Raise(LiveAlert alert) => Each(_listeners, l => l.AlertChanged(alert));

    public void Step(RunProgress step) => Each(_runs, r => r(step));

    private Removal<T> Add<T>(List<T> list, T item)
    {
        lock (_lock)
        {
            list.Add(item);
        }

        return new Removal<T>(_lock, list, item);
    }

    private void Each<T>(List<T> list, Action<T> act)
    {
        lock (_lock)
        {
            list.ForEach(act);
        }
    }

    private sealed class Removal<T>(Lock gate, List<T> list, T item) : IDisposable
    {
        public void Dispose()
        {
            lock (gate)
            {
                list.Remove(item);
            }
        }
    }
}
