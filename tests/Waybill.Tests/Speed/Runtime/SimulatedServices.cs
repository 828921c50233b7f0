using Waybill.Events;
using Waybill.Events.Live;
using Waybill.Speed.Runtime;

namespace Waybill.Tests.Speed.Runtime;

/// <summary>Sink, log, archive, dead letters and state store in memory, with what each of them promises and no more.</summary>
internal sealed class SimulatedServices
{
    private readonly Dictionary<long, RawReading> _archive = [];
    private readonly List<DeadLetter> _letters = [];
    private readonly List<AlertChange> _log = [];
    private readonly Dictionary<string, Alert> _sink = [];
    private readonly Dictionary<string, TruckState> _trucks = [];

    public SavedState? State { get; private set; }

    public IReadOnlyDictionary<long, RawReading> Archive => _archive;

    public IReadOnlyList<DeadLetter> Letters => _letters;

    public IReadOnlyList<AlertChange> Log => _log;

    public IReadOnlyDictionary<string, TruckState> Trucks => _trucks;

    /// <summary>The alerts as the sink has them.</summary>
    public IReadOnlyDictionary<string, Alert> Sink => _sink;

    /// <summary>What a handover does when it takes effect.</summary>
    /// <returns>False when it is refused.</returns>
    public bool Apply(Outlet outlet, Handover handover)
    {
        switch (outlet)
        {
            case Outlet.Alerts:
                Fold(_sink, handover.Changes);
                return true;
            case Outlet.Trucks:
                foreach (TruckState truck in handover.Trucks)
                {
                    _trucks[truck.Latest.TruckId] = truck;
                }

                return true;
            case Outlet.AlertLog:
                _log.AddRange(handover.Changes);
                return true;
            case Outlet.Archive:
                foreach (RawReading message in handover.Messages)
                {
                    // The memory is the sender's.
                    _archive.TryAdd(message.Offset, message with { Payload = message.Payload.ToArray() });
                }

                return true;
            case Outlet.DeadLetters:
                _letters.AddRange(handover.Letters);
                return true;
            default:
                if (handover.State!.NextOffset < State?.NextOffset)
                {
                    return false;
                }

                State = new SavedState(handover.State.NextOffset, handover.State.Bytes.ToArray());
                return true;
        }
    }

    public static void Fold(Dictionary<string, Alert> alerts, IEnumerable<AlertChange> changes)
    {
        foreach (AlertChange change in changes)
        {
            if (change.Kind == AlertChangeKind.Withdrawn)
            {
                alerts.Remove(change.Alert.AlertId);
            }
            else
            {
                alerts[change.Alert.AlertId] = change.Alert;
            }
        }
    }

    public static WaybillException Away(Outlet outlet) => new(WaybillErrorKind.ServiceUnreachable, $"{outlet} is away");
}
