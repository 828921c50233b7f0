namespace Waybill.Speed.Rules;

/// <summary>What a rule looks at. The words in alert_rules.csv are these in snake_case.</summary>
public enum AlertSignal : byte
{
    TempAbove,
    TempBelow,
    CargoTempAbove,
    CargoTempBelow,
    HumidityAbove,
    HumidityBelow,
    AmbientAbove,
    FuelBelow,
    BatteryVBelow,
    SpeedAbove,

    /// <summary>The temperature rises and will pass the limit soon.</summary>
    BreachSoon,

    /// <summary>The temperature is to the thousandth what it was before.</summary>
    Stuck,

    /// <summary>The reading has no temperature.</summary>
    Dead,

    /// <summary>The door is open while the truck moves faster than the limit.</summary>
    DoorMoving,

    /// <summary>The engine runs and the truck stands.</summary>
    Idling,

    /// <summary>The device felt a harsh event.</summary>
    Harsh,

    /// <summary>Farther from the road of the trip than the limit, in metres.</summary>
    OffRoute,

    /// <summary>While the truck stands the tank has lost as many points as the limit says.</summary>
    FuelDrop,

    /// <summary>Nothing is received from the truck.</summary>
    Silence,
}
