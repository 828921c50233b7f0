using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Waybill.Events.Telemetry;
using Waybill.Speed.Runtime;

namespace Waybill.Cli.Live;

/// <summary>
/// The meter <c>Waybill.Live</c>. It goes out by OTLP when OTEL_EXPORTER_OTLP_ENDPOINT says where to; the exporter reads its other
/// variables itself.
/// </summary>
internal sealed class LiveMetrics : IDisposable
{
    public const string MeterName = "Waybill.Live";

    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly Meter _meter = new(MeterName);
    private readonly MeterProvider? _provider;

    public LiveMetrics(LiveTally tally, LiveBoard board, Func<long> lag, Func<IEnumerable<Outlet>> away)
    {
        _meter.CreateObservableCounter("waybill.live.readings", () => tally.Messages, "{message}", "Messages that were looked at.");
        _meter.CreateObservableCounter("waybill.live.refused", () => Refused(tally), "{message}", "Messages that were no readings.");
        _meter.CreateObservableCounter("waybill.live.late", () => tally.Late, "{reading}", "Readings too old for the rules.");
        _meter.CreateObservableCounter("waybill.live.duplicates", () => tally.Duplicates, "{reading}", "Readings that had come before.");
        _meter.CreateObservableCounter("waybill.live.failures", () => tally.Failures, "{call}", "Handovers that were tried again.");
        _meter.CreateObservableUpDownCounter("waybill.live.alerts", () => Alerts(board), "{alert}", "Alerts that were raised and not withdrawn.");
        _meter.CreateObservableGauge("waybill.live.alerts.open", () => board.OpenCount, "{alert}", "Alerts that are open.");
        _meter.CreateObservableGauge("waybill.live.trucks", () => board.TruckCount, "{truck}", "Trucks that reported.");
        _meter.CreateObservableGauge("waybill.live.lag", lag, "{message}", "Messages that wait at the brokers.");
        _meter.CreateObservableGauge("waybill.live.pending", () => tally.PendingBytes, "By", "Bytes that wait for the archive.");
        _meter.CreateObservableGauge("waybill.live.away", () => Away(away), "{outlet}", "1 for each outlet that does not answer.");
        Published = _meter.CreateHistogram<double>("waybill.live.alert.latency", "ms", "From the reception of a reading to its alert in the sink.");
        _provider = IsWanted ? Sdk.CreateMeterProviderBuilder().AddMeter(MeterName).AddOtlpExporter().Build() : null;
    }

    /// <summary>Whether somebody collects metrics of this process.</summary>
    public static bool IsWanted => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Endpoint));

    /// <summary>Milliseconds from the reception of a reading until its alert was in the sink.</summary>
    public Histogram<double> Published { get; }

    public void Dispose()
    {
        _provider?.Dispose();
        _meter.Dispose();
    }

    private static IEnumerable<Measurement<long>> Refused(LiveTally tally) =>
        Enum.GetValues<TelemetryRefusal>().Where(r => r != TelemetryRefusal.None)
            .Select(r => new Measurement<long>(tally.Refused(r), new KeyValuePair<string, object?>("reason", RefusalWords.WordOf(r))));

    private static IEnumerable<Measurement<long>> Alerts(LiveBoard board) =>
        board.ByRule().Select(r => new Measurement<long>(r.Value, new KeyValuePair<string, object?>("rule", r.Key)));

    private static IEnumerable<Measurement<int>> Away(Func<IEnumerable<Outlet>> away) =>
        away().Select(o => new Measurement<int>(1, new KeyValuePair<string, object?>("outlet", OutletWords.WordOf(o))));
}
