using System.Globalization;
using Waybill.Cli.Configuration;
using Waybill.Events;
using Waybill.Events.Ledger;
using Waybill.Sim.Faults;
using Waybill.Sim.Scenarios;

namespace Waybill.Cli.Simulate;

/// <summary>A scenario as a YAML file: only the knobs that differ from the defaults need to be there.</summary>
/// <param name="Scenario">The world's knobs.</param>
/// <param name="Faults">The plan of faults that the file asks for.</param>
internal sealed record ScenarioFile(Scenario Scenario, FaultPlan Faults)
{
    private static readonly string[] Shapes = ["independent", "burst", "source"];

    /// <summary>Reads a file.</summary>
    /// <exception cref="WaybillException">A key or value is wrong; the message names file, line and key.</exception>
    public static ScenarioFile Load(string path)
    {
        YamlMap map = YamlMap.Load(path);
        map.AllowOnly("name", "demand", "catalogue", "channels", "carriers", "fulfilment", "faults");
        var scenario = new Scenario();
        scenario = scenario with { Name = map.Text("name") ?? Path.GetFileNameWithoutExtension(path) };
        scenario = map.Map("demand") is { } demand ? ReadDemand(demand, scenario) : scenario;
        scenario = map.Map("catalogue") is { } catalogue ? ReadCatalogue(catalogue, scenario) : scenario;
        scenario = map.Map("fulfilment") is { } fulfilment ? ReadFulfilment(fulfilment, scenario) : scenario;
        if (map.Has("channels"))
        {
            scenario = scenario with { Channels = [.. map.Maps("channels").Select(ReadChannel)] };
            RequireShares(map, "channels", scenario.Channels.Select(channel => channel.Share));
        }

        if (map.Has("carriers"))
        {
            scenario = scenario with { Carriers = [.. map.Maps("carriers").Select(ReadCarrier)] };
            RequireShares(map, "carriers", scenario.Carriers.Select(carrier => carrier.Share));
        }

        return new ScenarioFile(scenario, ReadFaults(map));
    }

    private static Scenario ReadDemand(YamlMap map, Scenario defaults)
    {
        map.AllowOnly(
            "orders_per_cell_day",
            "customers_per_cell",
            "hours_ahead_of_utc",
            "hour_shares",
            "weekday_shares",
            "item_shares",
            "most_items");
        return defaults with
        {
            OrdersPerCellDay = Whole(map, "orders_per_cell_day", 1, 800_000) ?? defaults.OrdersPerCellDay,
            CustomersPerCell = Whole(map, "customers_per_cell", 1, 10_000_000) ?? defaults.CustomersPerCell,
            HoursAheadOfUtc = Whole(map, "hours_ahead_of_utc", -12, 14) ?? defaults.HoursAheadOfUtc,
            HourShares = Shares(map, "hour_shares", 24) ?? defaults.HourShares,
            WeekdayShares = Shares(map, "weekday_shares", 7) ?? defaults.WeekdayShares,
            ItemShares = Shares(map, "item_shares", 4) ?? defaults.ItemShares,
            MostItems = Whole(map, "most_items", 4, 10) ?? defaults.MostItems,
        };
    }

    private static Scenario ReadCatalogue(YamlMap map, Scenario defaults)
    {
        map.AllowOnly("products", "price_median", "price_sigma", "popularity_sigma");
        return defaults with
        {
            Products = Whole(map, "products", 10, 100_000) ?? defaults.Products,
            PriceMedian = Number(map, "price_median", 0.01m, 1_000_000) ?? defaults.PriceMedian,
            PriceSigma = Number(map, "price_sigma", 0, 3) ?? defaults.PriceSigma,
            PopularitySigma = Number(map, "popularity_sigma", 0, 3) ?? defaults.PopularitySigma,
        };
    }

    private static Scenario ReadFulfilment(YamlMap map, Scenario defaults)
    {
        map.AllowOnly("lead_time_scale", "late_share", "cancelled_share", "returned_value_share", "return_days_median");
        return defaults with
        {
            LeadTimeScale = Number(map, "lead_time_scale", 0.01m, 2) ?? defaults.LeadTimeScale,
            LateShare = Number(map, "late_share", 0.001m, 0.5m) ?? defaults.LateShare,
            CancelledShare = Number(map, "cancelled_share", 0, 1) ?? defaults.CancelledShare,
            ReturnedValueShare = Number(map, "returned_value_share", 0, 0.5m) ?? defaults.ReturnedValueShare,
            ReturnDaysMedian = Number(map, "return_days_median", 1, 30) ?? defaults.ReturnDaysMedian,
        };
    }

    private static ChannelSettings ReadChannel(YamlMap map)
    {
        map.AllowOnly("name", "share", "price_factor", "handling_factor", "return_factor");
        return new ChannelSettings(
            Name(map),
            Number(map, "share", 0, 1_000_000) ?? 1,
            Number(map, "price_factor", 0.01m, 100) ?? 1,
            Number(map, "handling_factor", 0.01m, 10) ?? 1,
            Number(map, "return_factor", 0, 10) ?? 1);
    }

    private static CarrierSettings ReadCarrier(YamlMap map)
    {
        map.AllowOnly("name", "share", "speed_factor", "sigma", "scan_minutes");
        return new CarrierSettings(
            Name(map),
            Number(map, "share", 0, 1_000_000) ?? 1,
            Number(map, "speed_factor", 0.01m, 10) ?? 1,
            Number(map, "sigma", 0, 2) ?? 0.892m,
            Whole(map, "scan_minutes", 0, 1_440) ?? 0);
    }

    private static FaultPlan ReadFaults(YamlMap scenario)
    {
        FaultPlan Preset(string name) => FaultPlan.Preset(name) ?? throw scenario.Error(
            "faults",
            $"'{name}' is not a preset of faults",
            $"Did you mean '{NearestWord.To(name, FaultPlan.PresetNames)}'? Presets: {string.Join(", ", FaultPlan.PresetNames)}.");

        if (scenario.Map("faults") is not { } map)
        {
            return Preset(SimulateOptions.DefaultFaults);
        }

        map.AllowOnly("preset", "kinds");
        FaultPlan plan = Preset(map.Text("preset") ?? SimulateOptions.DefaultFaults);
        IReadOnlyList<YamlMap> changes = map.Maps("kinds");
        if (changes.Count == 0)
        {
            return plan;
        }

        var rules = plan.Rules.ToDictionary(rule => rule.Kind);
        foreach (YamlMap change in changes)
        {
            FaultRule rule = ReadRule(change, rules);
            rules[rule.Kind] = rule;
        }

        return new FaultPlan($"{plan.Name} (changed)", [.. rules.Values.OrderBy(rule => rule.Kind)]);
    }

    private static FaultRule ReadRule(YamlMap map, Dictionary<FaultKind, FaultRule> known)
    {
        map.AllowOnly("kind", "rate", "shape", "active", "from_day", "until_day");
        string name = map.RequiredText("kind");
        if (!FaultKinds.TryParse(name, out FaultKind kind))
        {
            string[] names = [.. Enum.GetValues<FaultKind>().Select(FaultKinds.Name)];
            throw map.Error("kind", $"'{name}' is not a kind of fault", $"Did you mean '{NearestWord.To(name, names)}'?");
        }

        string? shape = map.Text("shape");
        if (shape is not null && !Shapes.Contains(shape))
        {
            throw map.Error("shape", $"'{shape}' is not a shape", $"Did you mean '{NearestWord.To(shape, Shapes)}'?");
        }

        FaultRule rule = known.GetValueOrDefault(kind) ?? new FaultRule(kind, 0);
        return rule with
        {
            PartsPerMillion = (int)((Number(map, "rate", 0, 1) ?? (rule.PartsPerMillion / 1_000_000m)) * 1_000_000),
            Shape = shape is null ? rule.Shape : (FaultShape)Array.IndexOf(Shapes, shape),
            ActivePartsPerMillion =
                (int)((Number(map, "active", 0.000_001m, 1) ?? (rule.ActivePartsPerMillion / 1_000_000m)) * 1_000_000),
            FromDay = Whole(map, "from_day", 0, int.MaxValue) ?? rule.FromDay,
            UntilDay = Whole(map, "until_day", 0, int.MaxValue) ?? rule.UntilDay,
        };
    }

    private static string Name(YamlMap map)
    {
        string name = map.RequiredText("name");
        return name.Length <= 40 && name.All(letter => letter is >= ' ' and <= '~' and not '"' and not ',')
            ? name
            : throw map.Error("name", $"'{name}' cannot be a name in the feeds", "Use up to 40 ASCII characters without comma and quote.");
    }

    private static void RequireShares(YamlMap map, string key, IEnumerable<decimal> shares)
    {
        if (!shares.Any(share => share > 0))
        {
            throw map.Error(key, "no entry has a share above 0", "Give at least one entry with a share.");
        }
    }

    private static int? Whole(YamlMap map, string key, int least, int most) => map.Integer(key) is not { } value
        ? null
        : value >= least && value <= most
            ? (int)value
            : throw map.Error(key, $"{value} is out of range", $"Use a whole number from {least} to {most}.");

    private static decimal? Number(YamlMap map, string key, decimal least, decimal most) => map.Number(key) is not { } value
        ? null
        : value >= least && value <= most
            ? value
            : throw map.Error(key, $"{value} is out of range", $"Use a number from {least} to {most}.");

    private static decimal[]? Shares(YamlMap map, string key, int count)
    {
        if (!map.Has(key))
        {
            return null;
        }

        decimal[] shares =
        [
            .. map.Texts(key).Select(text => decimal.TryParse(
                text,
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out decimal share)
                ? share
                : throw map.Error(key, $"'{text}' is not a share", "Use numbers of 0 or more.")),
        ];
        return shares.Length == count && shares.Sum() > 0
            ? shares
            : throw map.Error(key, $"{shares.Length} shares stand here", $"Write {count} shares, not all of them 0.");
    }
}
