using Waybill.Events.Telemetry;

namespace Waybill.Sim.ColdChain;

/// <summary>Writes the readings of one truck after the other. The plain one writes what it is given; the faulty one decorates it.</summary>
internal interface IReadingWriter
{
    /// <summary>Begins a truck's day.</summary>
    void Begin(int truck, int day);

    /// <summary>Writes a reading.</summary>
    /// <param name="reading">The reading as it should be.</param>
    /// <param name="receivedMilli">When it arrives unless something goes wrong.</param>
    /// <param name="isOnTheWay">Whether more of the same trip follows for a while.</param>
    /// <returns>False when nobody will be able to read it.</returns>
    bool Write(in TelemetryReading reading, long receivedMilli, bool isOnTheWay);
}
