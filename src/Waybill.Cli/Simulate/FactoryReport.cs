using System.Globalization;
using System.Text;
using System.Text.Json;
using Waybill.Connectors.Files;
using Waybill.Events.Rows;
using Waybill.Events.Text;
using Waybill.Events.Values;
using Waybill.Sim;

namespace Waybill.Cli.Simulate;

/// <summary>
/// Writes a day's <c>truth/factory/yyyy-MM-dd/truth.json</c>: what every machine truly made, and of which product.
/// </summary>
internal sealed class FactoryReport
{
    private readonly string _root;
    private readonly string _date;
    private readonly FactoryVocabulary _names;
    private readonly int _firstMachine;
    private readonly Totals[] _machines;
    private readonly Totals[] _products;

    /// <param name="root">Absolute path of the workspace.</param>
    /// <param name="plan">A plan with factories.</param>
    /// <param name="day">The plants' own day, counted from 1970-01-01.</param>
    public FactoryReport(string root, WorldPlan plan, int day)
    {
        if (plan.World.Plant is not { } plant || plan.Factories is not { } factories)
        {
            throw new ArgumentException("The plan has no factories.", nameof(plan));
        }

        _root = root;
        _date = Instant.FromDay(day).ToString()[..10];
        _names = plant.Vocabulary;
        int perFactory = plant.Settings.Machines.Count;
        _firstMachine = (factories.First - WorldPlan.FirstFactory) * perFactory;
        _machines = new Totals[factories.Count * perFactory];
        _products = new Totals[plant.Products];
    }

    /// <summary>Adds what a factory made.</summary>
    public void Append(ReadOnlySpan<BatchRow> batches, ReadOnlySpan<SensorRow> readings)
    {
        foreach (ref readonly BatchRow batch in batches)
        {
            _machines[batch.Id.Machine - _firstMachine].Add(in batch);
            _products[batch.Product].Add(in batch);
        }

        foreach (ref readonly SensorRow reading in readings)
        {
            _machines[reading.Batch.Machine - _firstMachine].WattHours += reading.WattHours;
        }
    }

    public WrittenFile Publish()
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            WriteTo(json);
        }

        using var file = new StagedFile(_root, $"truth/factory/{_date}/truth.json");
        file.Append(text.ToArray());
        file.Append(Encoding.ASCII.GetBytes("\n"));
        file.Flush();
        return file.Publish();
    }

    private void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("date", _date);
        json.WriteNumber("total_batches", _machines.Sum(machine => machine.Batches));
        json.WriteStartObject("by_machine");
        for (int i = 0; i < _machines.Length; i++)
        {
            WriteTo(json, _names.Machines, _firstMachine + i, _machines[i], withEnergy: true);
        }

        json.WriteEndObject();
        json.WriteStartObject("by_product");
        for (int i = 0; i < _products.Length; i++)
        {
            WriteTo(json, _names.Products, i, _products[i], withEnergy: false);
        }

        json.WriteEndObject();
        json.WriteStartObject("factory_totals");
        json.WriteNumber("units_produced", _machines.Sum(machine => machine.Produced));
        json.WriteNumber("units_defective", _machines.Sum(machine => machine.Defective));
        WriteEnergy(json, _machines.Sum(machine => machine.WattHours));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTo(Utf8JsonWriter json, TextTable names, int name, in Totals totals, bool withEnergy)
    {
        json.WriteStartObject(names[name]);
        json.WriteNumber("batches", totals.Batches);
        json.WriteNumber("units_produced", totals.Produced);
        json.WriteNumber("units_defective", totals.Defective);
        if (withEnergy)
        {
            WriteEnergy(json, totals.WattHours);
        }

        json.WriteEndObject();
    }

    private static void WriteEnergy(Utf8JsonWriter json, long wattHours)
    {
        json.WritePropertyName("energy_consumed_kwh");
        json.WriteRawValue((wattHours / 1_000m).ToString("0.000", CultureInfo.InvariantCulture));
    }

    private record struct Totals
    {
        public long Batches { get; private set; }

        public long Produced { get; private set; }

        public long Defective { get; private set; }

        public long WattHours { get; set; }

        public void Add(in BatchRow batch)
        {
            Batches++;
            Produced += batch.Produced;
            Defective += batch.Defective;
        }
    }
}
