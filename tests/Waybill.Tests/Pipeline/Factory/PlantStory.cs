using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Waybill.Tests.Pipeline.Factory;

/// <summary>
/// Days of a plant as another system writes them, from a number: only the listed columns, ISO times that are all plant time called
/// UTC, running batch numbers without a date, shifts from seven, and more faults than any preset. It shares nothing with the simulator.
/// </summary>
internal sealed class PlantStory
{
    private static readonly (string Id, string Word, int Number, string Product, double Speed, double Share, double LostADay, double Kwh)[] Machines =
    [
        ("SMELTER-01", "Smelter", 1, "Iron Plate", 75, 0.97, 0, 0.12),
        ("SMELTER-02", "Smelter", 2, "Iron Plate", 80, 1.00, 0.02, 0.11),
        ("SMELTER-07", "Smelter", 7, "Iron Plate", 60, 0.93, 0, 0.15),
        ("ASSEMBLER-12", "Assembler", 12, "Gear Wheel", 30, 0.95, 0, 0.08),
    ];

    private readonly DateTime _start;
    private readonly int _days;
    private readonly Dictionary<(int Day, string File), List<string>> _lines = [];
    private readonly List<PlantTruth> _truth = [];
    private readonly HashSet<string> _mixedLogs = [];
    private ulong _state;
    private int _batches;
    private int _checks;

    private PlantStory(int seed, int days)
    {
        _state = ((ulong)seed * 0x9E3779B97F4A7C15) + 7;
        _days = days;
        _start = new DateTime(2019, 12, 30, 0, 0, 0, DateTimeKind.Utc).AddDays(seed);
        for (var day = 0; day < days; day++)
        {
            foreach (var machine in Machines)
            {
                Work(day, machine);
            }
        }
    }

    /// <summary>Files in the order of their days.</summary>
    public IReadOnlyList<PlantFile> Files => [.. _lines.OrderBy(l => l.Key.Day).ThenBy(l => l.Key.File, StringComparer.Ordinal).Select(ToFile)];

    public IReadOnlyList<PlantTruth> Truth => _truth;

    /// <summary>Machine, a blank and log_id of the entries whose time was written seven hours early.</summary>
    public IReadOnlySet<string> MixedLogs => _mixedLogs;

    public static PlantStory Tell(int seed, int days) => new(seed, days);

    private PlantFile ToFile(KeyValuePair<(int Day, string File), List<string>> file)
    {
        var day = _start.AddDays(file.Key.Day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var lines = string.Join(file.Key.File == "sensor_logs.json" ? ",\r\n  " : "\r\n", file.Value);
        return new PlantFile($"factory/{day}/{file.Key.File}", file.Key.File switch
        {
            "sensor_logs.json" => $"[\r\n  {lines}\r\n]\r\n",
            "production_batches.csv" => $"batch_id,machine_id,product_name,start_time,end_time,units_produced,units_defective\r\n{lines}\r\n",
            "qc_checks.csv" => $"check_id,batch_id,check_timestamp,inspector_id,pass_fail,defect_notes\r\n{lines}\r\n",
            _ => $"log_id,machine_id,operator_id,log_timestamp,action,notes\r\n{lines}\r\n",
        });
    }

    private void Work(int day, (string Id, string Word, int Number, string Product, double Speed, double Share, double LostADay, double Kwh) machine)
    {
        var at = _start.AddDays(day).AddHours(7).AddMinutes(Next(5));
        var share = machine.Share - (machine.LostADay * day) + ((Next(101) - 50) / 10_000.0);
        var (batches, produced, defective, energy) = (0, 0L, 0L, 0m);
        while (at.Hour < 19 && batches < 12)
        {
            var minutes = 50 + Next(60);
            var end = at.AddMinutes(minutes);
            var units = (int)(machine.Speed * minutes / 60 * share);
            var bad = Next(1 + (units / 25));
            var kwh = Math.Round((decimal)(units * machine.Kwh), 2);
            var batch = string.Create(CultureInfo.InvariantCulture, $"LOT {++_batches:D6}");
            Batch(day, batch, machine.Word, machine.Number, machine.Product, at, end, units, bad);
            Readings(day, machine.Word, machine.Number, at, end, kwh, share);
            People(day, batch, machine.Id, machine.Word, machine.Number, ++batches, at, end);
            (produced, defective, energy) = (produced + units, defective + bad, energy + kwh);
            at = end.AddMinutes(11 + Next(20));
        }

        _truth.Add(new PlantTruth(DateOnly.FromDateTime(_start.AddDays(day)), machine.Id, batches, produced, defective, energy));
    }

    private void Batch(int day, string id, string word, int number, string product, DateTime start, DateTime end, int units, int bad)
    {
        string Row(int made) => string.Create(CultureInfo.InvariantCulture,
            $"{id},{Machine(word, number)},{Product(product)},{start:s},{end:s},{made},{bad}");
        var arrival = day + Delay(5);
        Write(arrival, "production_batches.csv", Row(units));
        if (Next(12) == 0)
        {
            Write(arrival + Delay(2), "production_batches.csv", Row(units));
        }

        if (Next(15) == 0)
        {
            // What the system first believed stands before what it corrected it to.
            _lines[(Math.Min(arrival, _days - 1), "production_batches.csv")].Insert(0, Row(units + 1 + Next(9)));
        }

        if (Next(30) == 0)
        {
            Write(arrival, "production_batches.csv", $"{id},\"{Machine(word, number)},never closed");
            Write(arrival, "production_batches.csv", $"X{id},Press 9,bolt,{start:s},{end:s},5,0");
        }
    }

    private void Readings(int day, string word, int number, DateTime start, DateTime end, decimal kwh, double share)
    {
        var count = 2 + Next(5);
        for (var i = 1; i <= count; i++)
        {
            var at = start.AddSeconds((end - start).TotalSeconds * i / (count + 1)).AddSeconds(Next(240) - 120);
            var celsius = word == "Smelter" ? 1_205 + Next(190) + (Next(10) / 10.0) : 26 + Next(18) + (Next(10) / 10.0);
            var text = new StringBuilder("{\"machine_id\": ").Append(JsonSerializer.Serialize(Machine(word, number)))
                .Append(CultureInfo.InvariantCulture, $", \"timestamp\": \"{at:s}\"")
                .Append(", \"temperature\": ").Append(Value(Next(20) == 0 ? Math.Round((celsius * 1.8) + 32, 1) : celsius))
                .Append(", \"pressure\": ").Append(Value(word == "Smelter" ? 1.5 + (Next(100) / 100.0) : 1))
                .Append(", \"energy_kwh\": ").Append(Value((double)Math.Round(kwh / count, 4)))
                .Append(", \"efficiency_percent\": ").Append(Value(Math.Round(share * 100, 1))).Append('}');
            Write(day + Delay(8), "sensor_logs.json", text.ToString());
            if (Next(40) == 0)
            {
                Write(day, "sensor_logs.json", text.ToString()[..^9]);
            }
        }
    }

    private void People(int day, string batch, string machine, string word, int number, int count, DateTime start, DateTime end)
    {
        if (Next(2) == 0)
        {
            var at = end.AddMinutes(2 + Next(25)).AddHours(Next(3) == 0 ? -7 : 0);
            var row = string.Create(CultureInfo.InvariantCulture,
                $"CHK{++_checks:D5},{(Next(20) == 0 ? "LOT 999999" : batch)},{at:s},insp {Next(3)},{Pick("pass", "PASS", "Fail", " F", "ok")},\"a, \"\"b\"\"\"");
            Write(day + Delay(6), "qc_checks.csv", row);
        }

        if (Next(3) == 0)
        {
            var isMixed = Next(3) == 0;
            var at = start.AddMinutes(Next((int)(end - start).TotalMinutes)).AddHours(isMixed ? -7 : 0);
            var id = string.Create(CultureInfo.InvariantCulture, $"LOG-{day:D3}-{count:D3}");
            Write(day + Delay(6), "operator_logs.csv", string.Create(CultureInfo.InvariantCulture,
                $"{id},{Machine(word, number)},OP-{Next(4)},{at:s},{Pick("START", "stop", "Adjust params", "maint.", "NOTE")},"));
            if (isMixed)
            {
                _mixedLogs.Add($"{machine} {id}");
            }
        }
    }

    private string Machine(string word, int number) => string.Create(CultureInfo.InvariantCulture, $"{Next(5) switch
    {
        0 => $"{word} #{number}",
        1 => $"{word.ToLowerInvariant()}{number}",
        2 => $"{word.ToUpperInvariant()}_{number:D2}",
        3 => $" {word} No. {number:D3}",
        _ => $"{word.ToUpperInvariant()}-{number:D2}",
    }}");

    private string Product(string name) => Next(4) switch
    {
        0 => name.ToUpperInvariant().Replace(' ', '_'),
        1 => name + "s",
        2 => name.Replace(" ", "", StringComparison.Ordinal),
        _ => name,
    };

    private string Value(double value) => Next(9) == 0 ? "null" : value.ToString(CultureInfo.InvariantCulture);

    private int Delay(int oneIn) => Next(oneIn) == 0 ? 1 + Next(2) : 0;

    private void Write(int day, string file, string line)
    {
        var key = (Math.Min(day, _days - 1), file);
        if (!_lines.TryGetValue(key, out var lines))
        {
            _lines.Add(key, lines = []);
        }

        lines.Add(line);
    }

    private string Pick(params string[] choices) => choices[Next(choices.Length)];

    // SplitMix64 (Steele, Lea, Flood 2014): the stories of a number are the same for ever.
    private int Next(int limit)
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) % (ulong)limit);
    }
}
