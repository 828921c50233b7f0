using Waybill.Sim.Kernel;

namespace Waybill.Sim.ColdChain;

/// <summary>The random streams of one truck, one for each thing that is decided.</summary>
internal readonly struct TruckStreams(RandomStreams streams, int truck)
{
    public readonly RandomStream Make = streams.Get("truck.make", truck);
    public readonly RandomStream Noise = streams.Get("truck.noise", truck);
    public readonly RandomStream Pace = streams.Get("truck.pace", truck);
    public readonly RandomStream Harsh = streams.Get("truck.harsh", truck);
    public readonly RandomStream Plan = streams.Get("truck.plan", truck);
    public readonly RandomStream Stops = streams.Get("truck.stops", truck);
    public readonly RandomStream Incident = streams.Get("truck.incident", truck);
    public readonly RandomStream Shipments = streams.Get("truck.shipments", truck);
}
