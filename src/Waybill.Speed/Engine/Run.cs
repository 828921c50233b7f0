using Waybill.Events.Telemetry;

namespace Waybill.Speed.Engine;

/// <summary>Bad readings of one rule since the last good one: a run, which becomes an alert when it has lasted.</summary>
internal struct Run
{
    private const long NotOpened = long.MinValue;

    public Run(int rule, long at)
    {
        Rule = rule;
        StartedAt = at;
        OpenedAt = NotOpened;
        Peak = Opening = BreachIn = TelemetryReading.Missing;
    }

    public long StartedAt;
    public long OpenedAt;
    public int Rule;
    public int Bad;
    public int Peak;
    public int Opening;
    public int BreachIn;

    /// <summary>Cargo and road of the reading that opened it.</summary>
    public int Context;

    public readonly bool IsOpen => OpenedAt != NotOpened;

    /// <summary>Counts a bad reading.</summary>
    public void Add(int value, bool leastIsWorst)
    {
        Bad++;
        if (value != TelemetryReading.Missing && (Peak == TelemetryReading.Missing || (leastIsWorst ? value < Peak : value > Peak)))
        {
            Peak = value;
        }
    }
}
