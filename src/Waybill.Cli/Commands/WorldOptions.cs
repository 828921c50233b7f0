using System.CommandLine;
using System.Globalization;
using Waybill.Cli.Simulate;
using Waybill.Events;
using Waybill.Sim;

namespace Waybill.Cli.Commands;

/// <summary>The options that choose a world; simulate and demo share them.</summary>
internal sealed class WorldOptions
{
    private readonly Option<ulong?> _seed = new("--seed") { Description = "The number that everything follows from. [default: 42]", HelpName = "S" };
    private readonly Option<decimal?> _scale = new("--scale")
    {
        Description = "Size: 1 is four city markets with about 10,000 orders a day. [default: 1; 0.25 with up]",
        HelpName = "X",
    };

    private readonly Option<string?> _scenario = new("--scenario")
    {
        Description = "A scenario by name (normal_day, shop_day, flash_sale, fraud_attack, promotion_blast, mixed_month, schema_drift, cold_chain, whole_chain), or the path of a scenario file. [default: normal_day; demo in the demo; whole_chain with up]",
        HelpName = "NAME",
    };

    private readonly Option<string?> _faults = new("--faults")
    {
        Description = "How broken the data are: none, light, messy or hostile. [default: what the scenario says, messy]",
        HelpName = "PRESET",
    };

    private readonly Option<string?> _cells = new("--cells")
    {
        Description = "Simulate only these cells, so that several machines can share a world: 0-99 or 7.",
        HelpName = "RANGE",
    };

    private readonly Option<string?> _start = new("--start") { Description = "First day of a new world. [default: 2026-01-01]", HelpName = "DATE" };

    private readonly Option<string?> _truth = new("--truth")
    {
        Description = "What is written of the truth: full (clean rows, ledger, KPIs) or ledger. [default: full]",
        HelpName = "LEVEL",
    };

    private readonly Option<int?> _threads = new("--threads") { Description = "Cores to use; changes no byte. [default: all]", HelpName = "N" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _seed, _scale, _scenario, _faults, _cells, _start, _truth, _threads })
        {
            command.Options.Add(option);
        }
    }

    public SimulateOptions Read(ParseResult parsed) => new()
    {
        Seed = parsed.GetValue(_seed),
        Scale = parsed.GetValue(_scale),
        Scenario = parsed.GetValue(_scenario),
        Faults = parsed.GetValue(_faults),
        Cells = Cells(parsed.GetValue(_cells)),
        StartDate = Date(parsed.GetValue(_start)),
        Truth = Truth(parsed.GetValue(_truth)),
        Threads = parsed.GetValue(_threads),
    };

    private static CellRange? Cells(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var parts = text.Split('-');
        return parts.Length <= 2 && parts.All(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? new CellRange(int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[^1], CultureInfo.InvariantCulture))
            : throw new WaybillException(WaybillErrorKind.Usage, $"'{text}' is not a range of cells.", "Write it as 0-99, or 7 for one.");
    }

    private static DateOnly? Date(string? text) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new WaybillException(WaybillErrorKind.Usage, $"'{text}' is not a day.", "Write it as 2026-01-31.");

    private static TruthLevel? Truth(string? text) => text switch
    {
        null => null,
        "full" => TruthLevel.Full,
        "ledger" => TruthLevel.Ledger,
        _ => throw new WaybillException(WaybillErrorKind.Usage, $"'{text}' is not a level of truth.", "Use full or ledger."),
    };
}
