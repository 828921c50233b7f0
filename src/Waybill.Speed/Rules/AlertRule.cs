using Waybill.Events;
using Waybill.Events.Live;
using Waybill.Events.Telemetry;

namespace Waybill.Speed.Rules;

/// <summary>A row of alert_rules.csv: from when on something is wrong, for whom, and how long it must last.</summary>
public sealed record AlertRule
{
    private const int MaxNameLength = 64;

    /// <summary>Neither temperature nor speed nor metres go beyond; what is computed with limits then fits its numbers.</summary>
    private const int MaxNumberMilli = 100_000_000;
    private const int MaxHoldSeconds = 30 * 86_400;

    /// <summary>Lower-case letters, digits and underscores. Rows of the same name are one rule for different cargos and trucks.</summary>
    public required string Rule { get; init; }

    public required AlertSignal Signal { get; init; }

    /// <summary>Thousandths of the signal's unit; <see cref="TelemetryReading.Missing"/> where there is none.</summary>
    public int LimitMilli { get; init; } = TelemetryReading.Missing;

    /// <summary>From where on all is well again; the limit itself where it is missing.</summary>
    public int ClearMilli { get; init; } = TelemetryReading.Missing;

    /// <summary>How long it must last before it is an alert.</summary>
    public int HoldSeconds { get; init; }

    public AlertSeverity Severity { get; init; }

    /// <summary>Only for this cargo; null for any.</summary>
    public string? Cargo { get; init; }

    /// <summary>Only for this truck; null for any.</summary>
    public string? TruckId { get; init; }

    /// <summary>Refuses a row that makes no sense.</summary>
    /// <param name="place">Where it was written, for the message: file and line, or key.</param>
    /// <exception cref="WaybillException">BadInput: names rule, value and what to do.</exception>
    public void Validate(string place)
    {
        if (Rule.Length is 0 or > MaxNameLength || !Rule.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_'))
        {
            throw Refused(place, $"the name '{Rule}' of a rule", "Use up to 64 lower-case letters, digits and underscores.");
        }

        string signal = AlertSignals.WordOf(Signal);
        ValidateLimit(place, signal);
        ValidateClear(place, signal);
        if (HoldSeconds is < 0 or > MaxHoldSeconds || (Signal == AlertSignal.Silence && HoldSeconds == 0))
        {
            string range = Signal == AlertSignal.Silence ? "1" : "0";
            throw Refused(place, $"rule '{Rule}' holds {HoldSeconds} s", $"Give {range} to {MaxHoldSeconds} seconds.");
        }
    }

    internal static string Text(int milli) => FormattableString.Invariant($"{milli / 1000m}");

    private static WaybillException Refused(string place, string what, string advice) =>
        new(WaybillErrorKind.BadInput, $"{place}: {what} makes no sense", advice);

    private void ValidateLimit(string place, string signal)
    {
        if (LimitMilli == TelemetryReading.Missing)
        {
            if (AlertSignals.NeedsLimit(Signal))
            {
                throw Refused(place, $"rule '{Rule}' with the signal {signal} but without a limit", "Give it a limit_value.");
            }

            return;
        }

        if (!AlertSignals.NeedsLimit(Signal))
        {
            throw Refused(place, $"rule '{Rule}' with the limit {Text(LimitMilli)}", $"The signal {signal} has none of its own: leave limit_value blank.");
        }

        bool mustBePositive = Signal is AlertSignal.OffRoute or AlertSignal.FuelDrop;
        if (Math.Abs((long)LimitMilli) > MaxNumberMilli || (mustBePositive && LimitMilli <= 0)
            || (Signal == AlertSignal.OffRoute && LimitMilli % 1000 != 0))
        {
            string range = mustBePositive ? "above 0 to 100000" : "-100000 to 100000";
            string whole = Signal == AlertSignal.OffRoute ? " of whole metres" : "";
            throw Refused(place, $"rule '{Rule}' with the limit {Text(LimitMilli)}", $"Give a limit_value from {range}{whole}.");
        }
    }

    private void ValidateClear(string place, string signal)
    {
        if (ClearMilli == TelemetryReading.Missing)
        {
            return;
        }

        string value = $"rule '{Rule}' with the clear value {Text(ClearMilli)}";
        if (!AlertSignals.MayHaveClear(Signal))
        {
            throw Refused(place, value, $"The signal {signal} knows none: leave clear_value blank.");
        }

        if (Math.Abs((long)ClearMilli) > MaxNumberMilli || (AlertSignals.IsBelow(Signal) ? ClearMilli < LimitMilli : ClearMilli > LimitMilli))
        {
            string side = AlertSignals.IsBelow(Signal) ? "at or above" : "at or below";
            throw Refused(place, value, $"An alert of the signal {signal} ends {side} its limit of {Text(LimitMilli)}.");
        }

        if (Signal == AlertSignal.OffRoute && (ClearMilli % 1000 != 0 || ClearMilli <= 0))
        {
            throw Refused(place, value, "Give whole metres above 0.");
        }
    }
}
