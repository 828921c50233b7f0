namespace Waybill.Cli.Reports;

/// <summary>What a chart shows of a reading; temperatures in °C.</summary>
internal readonly record struct TripReading(DateTime At, double? Air, double? Cargo, double? SetPoint, double? Ambient, bool IsDoorOpen);
