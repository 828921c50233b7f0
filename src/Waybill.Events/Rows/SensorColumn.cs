namespace Waybill.Events.Rows;

/// <summary>The columns of sensor_logs by their position in <see cref="Feeds.FeedCatalogue.SensorLogs"/>.</summary>
public enum SensorColumn
{
    MachineId,
    Timestamp,
    Temperature,
    Pressure,
    EnergyKwh,
    EfficiencyPercent,
    BatchId,
    SourceSeq,
}
