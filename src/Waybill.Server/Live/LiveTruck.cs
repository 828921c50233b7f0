namespace Waybill.Server.Live;

/// <summary>What is known of a truck now. Values that its last reading lacks are null.</summary>
/// <param name="TruckId">The truck.</param>
/// <param name="TripId">The trip that it is on; null in the depot.</param>
/// <param name="Lat">Degrees north.</param>
/// <param name="Lon">Degrees east.</param>
/// <param name="SpeedKmh">km/h.</param>
/// <param name="Heading">Degrees clockwise from north.</param>
/// <param name="Temp">Air in the reefer, °C.</param>
/// <param name="CargoTemp">Cargo, °C.</param>
/// <param name="SetPoint">What the reefer is set to, °C.</param>
/// <param name="Fuel">Per cent of the tank.</param>
/// <param name="DoorOpen">A door is open.</param>
/// <param name="EngineOn">The engine runs.</param>
/// <param name="ReeferOn">The reefer runs.</param>
/// <param name="At">Time of the reading, ISO 8601 UTC.</param>
/// <param name="Alerts">The rules that it has open alerts of.</param>
public sealed record LiveTruck(
    string TruckId, string? TripId, double? Lat, double? Lon, double? SpeedKmh, double? Heading, double? Temp, double? CargoTemp, double? SetPoint,
    double? Fuel, bool? DoorOpen, bool? EngineOn, bool? ReeferOn, string At, IReadOnlyList<string> Alerts);
