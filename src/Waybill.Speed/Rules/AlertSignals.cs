namespace Waybill.Speed.Rules;

/// <summary>The words for signals, and which numbers each needs.</summary>
public static class AlertSignals
{
    private static readonly (AlertSignal Signal, string Word)[] All =
    [
        (AlertSignal.TempAbove, "temp_above"),
        (AlertSignal.TempBelow, "temp_below"),
        (AlertSignal.CargoTempAbove, "cargo_temp_above"),
        (AlertSignal.CargoTempBelow, "cargo_temp_below"),
        (AlertSignal.HumidityAbove, "humidity_above"),
        (AlertSignal.HumidityBelow, "humidity_below"),
        (AlertSignal.AmbientAbove, "ambient_above"),
        (AlertSignal.FuelBelow, "fuel_below"),
        (AlertSignal.BatteryVBelow, "battery_v_below"),
        (AlertSignal.SpeedAbove, "speed_above"),
        (AlertSignal.BreachSoon, "breach_soon"),
        (AlertSignal.Stuck, "stuck"),
        (AlertSignal.Dead, "dead"),
        (AlertSignal.DoorMoving, "door_moving"),
        (AlertSignal.Idling, "idling"),
        (AlertSignal.Harsh, "harsh"),
        (AlertSignal.OffRoute, "off_route"),
        (AlertSignal.FuelDrop, "fuel_drop"),
        (AlertSignal.Silence, "silence"),
    ];

    /// <summary>All words, for messages.</summary>
    public static string Words { get; } = string.Join(", ", All.Select(s => s.Word));

    /// <summary>The word in alert_rules.csv.</summary>
    public static string WordOf(AlertSignal signal) => All.First(s => s.Signal == signal).Word;

    /// <summary>The signal of a word, or null.</summary>
    public static AlertSignal? Find(string word)
    {
        foreach ((AlertSignal signal, string known) in All)
        {
            if (known == word)
            {
                return signal;
            }
        }

        return null;
    }

    /// <summary>Bad is a value under the limit.</summary>
    internal static bool IsBelow(AlertSignal signal) => signal is AlertSignal.TempBelow or AlertSignal.CargoTempBelow
        or AlertSignal.HumidityBelow or AlertSignal.FuelBelow or AlertSignal.BatteryVBelow;

    /// <summary>Of the bad values the least is the worst.</summary>
    internal static bool LeastIsWorst(AlertSignal signal) => IsBelow(signal) || signal == AlertSignal.FuelDrop;

    /// <summary>The signal compares a field with a limit and nothing else.</summary>
    internal static bool IsThreshold(AlertSignal signal) => signal <= AlertSignal.SpeedAbove;

    internal static bool NeedsLimit(AlertSignal signal) =>
        IsThreshold(signal) || signal is AlertSignal.DoorMoving or AlertSignal.OffRoute or AlertSignal.FuelDrop;

    internal static bool MayHaveClear(AlertSignal signal) => IsThreshold(signal) || signal == AlertSignal.OffRoute;

    /// <summary>It looks at a field that no rule of the box needs.</summary>
    internal static bool NeedsExtras(AlertSignal signal) => signal is AlertSignal.CargoTempAbove or AlertSignal.CargoTempBelow
        or AlertSignal.HumidityAbove or AlertSignal.HumidityBelow or AlertSignal.AmbientAbove or AlertSignal.BatteryVBelow;
}
