using Waybill.Events.Telemetry;

namespace Waybill.Sim.ColdChain;

/// <summary>Writes readings as they should be.</summary>
internal sealed class PlainReadingWriter(TelemetryOutput output) : IReadingWriter
{
    public void Begin(int truck, int day)
    {
    }

    public bool Write(in TelemetryReading reading, long receivedMilli, bool isOnTheWay)
    {
        output.Write(in reading, receivedMilli);
        return true;
    }
}
