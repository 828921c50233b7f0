using System.Globalization;
using System.Text;
using Waybill.Connectors.Files;
using Waybill.Events.Values;
using Waybill.Sim.Scenarios;
using Waybill.Sim.Truth;

namespace Waybill.Cli.Simulate;

/// <summary>Writes a day's <c>truth/fraud_labels/yyyy-MM-dd.csv</c>: the orders that fraudsters placed.</summary>
internal sealed class FraudLabelReport(string root, int day)
{
    private const string Header = "order_id,customer_id,pattern,started_at";

    private readonly StringBuilder _lines = new(Header + "\n");

    /// <summary>Adds a market's labels.</summary>
    public void Append(ReadOnlySpan<FraudLabel> labels)
    {
        foreach (ref readonly FraudLabel label in labels)
        {
            Instant start = Instant.FromSeconds(label.StartedAt.Seconds);
            _lines.Append(
                CultureInfo.InvariantCulture, $"{label.Id},{label.CustomerId},{FraudPatterns.Name(label.Pattern)},{start}\n");
        }
    }

    public WrittenFile Publish()
    {
        using var file = new StagedFile(root, $"truth/fraud_labels/{Instant.FromDay(day).ToString()[..10]}.csv");
        file.Append(Encoding.ASCII.GetBytes(_lines.ToString()));
        file.Flush();
        return file.Publish();
    }
}
