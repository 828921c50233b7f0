using Waybill.Sim.Kernel;

namespace Waybill.Sim.Factory;

/// <summary>The random streams of one factory, one for each thing that is decided.</summary>
internal readonly struct FactoryStreams(RandomStreams streams, int factory)
{
    public readonly RandomStream Length = streams.Get("batch.length", factory);
    public readonly RandomStream Output = streams.Get("batch.output", factory);
    public readonly RandomStream DefectShare = streams.Get("batch.defect_share", factory);
    public readonly RandomStream Defects = streams.Get("batch.defects", factory);
    public readonly RandomStream Energy = streams.Get("batch.energy", factory);
    public readonly RandomStream Gap = streams.Get("batch.gap", factory);
    public readonly RandomStream Readings = streams.Get("sensor.readings", factory);
    public readonly RandomStream ReadingTime = streams.Get("sensor.time", factory);
    public readonly RandomStream BaseTemperature = streams.Get("sensor.base_temperature", factory);
    public readonly RandomStream Temperature = streams.Get("sensor.temperature", factory);
    public readonly RandomStream BasePressure = streams.Get("sensor.base_pressure", factory);
    public readonly RandomStream Pressure = streams.Get("sensor.pressure", factory);
    public readonly RandomStream Efficiency = streams.Get("sensor.efficiency", factory);
    public readonly RandomStream Inspection = streams.Get("check.inspection", factory);
    public readonly RandomStream CheckTime = streams.Get("check.time", factory);
    public readonly RandomStream Caught = streams.Get("check.caught", factory);
    public readonly RandomStream DefectNotes = streams.Get("check.notes", factory);
    public readonly RandomStream Noted = streams.Get("log.noted", factory);
    public readonly RandomStream LogTime = streams.Get("log.time", factory);
    public readonly RandomStream LogAction = streams.Get("log.action", factory);
    public readonly RandomStream LogNotes = streams.Get("log.notes", factory);
    public readonly RandomStream SwitchTime = streams.Get("log.switch_time", factory);
    public readonly RandomStream Maintenance = streams.Get("maintenance.length", factory);
}
