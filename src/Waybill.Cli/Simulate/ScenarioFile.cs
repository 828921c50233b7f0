using System.Globalization;
using Waybill.Cli.Configuration;
using Waybill.Events;
using Waybill.Events.Feeds;
using Waybill.Events.Ledger;
using Waybill.Sim.Faults;
using Waybill.Sim.Scenarios;

namespace Waybill.Cli.Simulate;

/// <summary>A scenario as a YAML file: only the knobs that differ from the defaults need to be there.</summary>
/// <param name="Scenario">The world's knobs.</param>
/// <param name="Faults">The plan of faults that the file asks for.</param>
/// <param name="Schema">Scheduled changes of the feeds' columns.</param>
/// <param name="PlantPath">The plant file that it uses; null for the default plant or none.</param>
internal sealed record ScenarioFile(Scenario Scenario, FaultPlan Faults, SchemaPlan Schema, string? PlantPath)
{
    private const string NoPlant = "none";
    private static readonly string[] Shapes = ["independent", "burst", "source"];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="ownPlant">A copy of the plant file, which is used instead of the one that the scenario names when it exists.</param>
    /// <exception cref="WaybillException">A key or value is wrong; the message names file, line and key.</exception>
    public static ScenarioFile Load(string path, string? ownPlant = null)
    {
        YamlMap map = YamlMap.Load(path);
        map.AllowOnly(
            "name", "demand", "catalogue", "channels", "carriers", "fulfilment", "calendar", "plant", "shop", "cold_chain", "faults", "schema_changes");
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

        scenario = scenario with
        {
            Shop = ShopSection.Read(map),
            ColdChain = ColdChainSection.Read(map),
            Calendar = CalendarReader.Read(map, [.. scenario.Channels.Select(channel => channel.Name)]),
        };
        if (scenario.Shop is not null && map.Map("demand")?.Has("background_fraud") != true)
        {
            scenario = scenario with { BackgroundFraud = ShopSettings.UsualFraud };
        }

        RequireSpareAccounts(map, scenario);
        string? plant = FindPlant(map, path, ownPlant);
        scenario = scenario with
        {
            Plant = plant is not null ? PlantFile.Load(plant) : map.Text("plant") == NoPlant ? null : scenario.Plant,
        };
        return new ScenarioFile(scenario, ReadFaults(map).For(scenario), SchemaChangeReader.Read(map), plant);
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
            "most_items",
            "background_fraud");
        return defaults with
        {
            OrdersPerCellDay = map.Whole("orders_per_cell_day", 1, 800_000) ?? defaults.OrdersPerCellDay,
            CustomersPerCell = map.Whole("customers_per_cell", 1, Scenario.MostCustomers) ?? defaults.CustomersPerCell,
            HoursAheadOfUtc = map.Whole("hours_ahead_of_utc", -12, 14) ?? defaults.HoursAheadOfUtc,
            HourShares = Shares(map, "hour_shares", 24) ?? defaults.HourShares,
            WeekdayShares = Shares(map, "weekday_shares", 7) ?? defaults.WeekdayShares,
            ItemShares = Shares(map, "item_shares", 4) ?? defaults.ItemShares,
            MostItems = map.Whole("most_items", 4, 10) ?? defaults.MostItems,
            BackgroundFraud = map.Number("background_fraud", 0, 0.05m) ?? defaults.BackgroundFraud,
        };
    }

    private static Scenario ReadCatalogue(YamlMap map, Scenario defaults)
    {
        map.AllowOnly("products", "price_median", "price_sigma", "popularity_sigma");
        return defaults with
        {
            Products = map.Whole("products", 10, 100_000) ?? defaults.Products,
            PriceMedian = map.Number("price_median", 0.01m, 1_000_000) ?? defaults.PriceMedian,
            PriceSigma = map.Number("price_sigma", 0, 3) ?? defaults.PriceSigma,
            PopularitySigma = map.Number("popularity_sigma", 0, 3) ?? defaults.PopularitySigma,
        };
    }

    private static Scenario ReadFulfilment(YamlMap map, Scenario defaults)
    {
        map.AllowOnly("lead_time_scale", "late_share", "cancelled_share", "returned_value_share", "return_days_median");
        return defaults with
        {
            LeadTimeScale = map.Number("lead_time_scale", 0.01m, 2) ?? defaults.LeadTimeScale,
            LateShare = map.Number("late_share", 0.001m, 0.5m) ?? defaults.LateShare,
            CancelledShare = map.Number("cancelled_share", 0, 1) ?? defaults.CancelledShare,
            ReturnedValueShare = map.Number("returned_value_share", 0, 0.5m) ?? defaults.ReturnedValueShare,
            ReturnDaysMedian = map.Number("return_days_median", 1, 30) ?? defaults.ReturnDaysMedian,
        };
    }

    private static ChannelSettings ReadChannel(YamlMap map)
    {
        map.AllowOnly("name", "share", "price_factor", "handling_factor", "return_factor");
        return new ChannelSettings(
            Name(map),
            map.Number("share", 0, 1_000_000) ?? 1,
            map.Number("price_factor", 0.01m, 100) ?? 1,
            map.Number("handling_factor", 0.01m, 10) ?? 1,
            map.Number("return_factor", 0, 10) ?? 1);
    }

    private static CarrierSettings ReadCarrier(YamlMap map)
    {
        map.AllowOnly("name", "share", "speed_factor", "sigma", "scan_minutes");
        return new CarrierSettings(
            Name(map),
            map.Number("share", 0, 1_000_000) ?? 1,
            map.Number("speed_factor", 0.01m, 10) ?? 1,
            map.Number("sigma", 0, 2) ?? 0.892m,
            map.Whole("scan_minutes", 0, 1_440) ?? 0);
    }

    /// <summary>The plant file: a path is relative to the scenario, a name stands for a plant beside the scenarios.</summary>
    private static string? FindPlant(YamlMap map, string scenarioPath, string? ownPlant)
    {
        if (map.Text("plant") is not { } plant || plant == NoPlant)
        {
            return null;
        }

        if (ownPlant is not null && File.Exists(ownPlant))
        {
            return ownPlant;
        }

        bool isPath = plant.EndsWith(".yaml", StringComparison.Ordinal) || plant.EndsWith(".yml", StringComparison.Ordinal);
        string folder = isPath ? Path.GetDirectoryName(Path.GetFullPath(scenarioPath)) ?? "" : Path.Combine(AppContext.BaseDirectory, "scenarios", "plants");
        string path = Path.Combine(folder, isPath ? plant : plant + ".yaml");
        return File.Exists(path)
            ? path
            : throw map.Error("plant", $"there is no plant file {path}", "Name a plant that comes with the program (iron_works), a .yaml file, or none.");
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

        var rules = plan.Rules.ToDictionary(rule => (rule.Kind, rule.Feed ?? ""));
        foreach (YamlMap change in changes)
        {
            FaultRule rule = ReadRule(change, rules);
            if (rule.Feed is null)
            {
                // What is said about every feed goes for those that the preset treats apart, too.
                rules = rules.Where(known => known.Key.Kind != rule.Kind).ToDictionary();
            }

            rules[(rule.Kind, rule.Feed ?? "")] = rule;
        }

        return new FaultPlan($"{plan.Name} (changed)", [.. rules.Values.OrderBy(rule => rule.Kind).ThenBy(rule => rule.Feed, StringComparer.Ordinal)]);
    }

    private static FaultRule ReadRule(YamlMap map, Dictionary<(FaultKind Kind, string Feed), FaultRule> known)
    {
        map.AllowOnly("kind", "feed", "rate", "shape", "active", "from_day", "until_day");
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

        string? feed = map.Has("feed") ? FeedOf(map, kind) : null;
        FaultRule rule = known.GetValueOrDefault((kind, feed ?? ""))
            ?? known.GetValueOrDefault((kind, ""))
            ?? new FaultRule(kind, 0);
        return rule with
        {
            Feed = feed,
            PartsPerMillion = (int)((map.Number("rate", 0, 1) ?? (rule.PartsPerMillion / 1_000_000m)) * 1_000_000),
            Shape = shape is null ? rule.Shape : (FaultShape)Array.IndexOf(Shapes, shape),
            ActivePartsPerMillion =
                (int)((map.Number("active", 0.000_001m, 1) ?? (rule.ActivePartsPerMillion / 1_000_000m)) * 1_000_000),
            FromDay = map.Whole("from_day", 0, int.MaxValue) ?? rule.FromDay,
            UntilDay = map.Whole("until_day", 0, int.MaxValue) ?? rule.UntilDay,
        };
    }

    private static string FeedOf(YamlMap map, FaultKind kind)
    {
        FeedDefinition feed = map.Text("feed") == FeedCatalogue.Telemetry.Name
            ? FeedCatalogue.Telemetry
            : SchemaChangeReader.Feed(map, "feed");
        return (FaultScope.IsFileFault(kind) && feed != FeedCatalogue.Telemetry) || FaultScope.Rows(feed).Contains(kind)
            ? feed.Name
            : throw map.Error("feed", $"{FaultKinds.Name(kind)} does not occur in {feed.Name}", "Leave the feed out, or choose another one.");
    }

    private static string Name(YamlMap map)
    {
        string name = map.RequiredText("name");
        return name.Length <= 40 && name.All(letter => letter is >= ' ' and <= '~' and not '"' and not ',')
            ? name
            : throw map.Error("name", $"'{name}' cannot be a name in the feeds", "Use up to 40 ASCII characters without comma and quote.");
    }

    /// <summary>Fraudsters open accounts with numbers that no customer has.</summary>
    private static void RequireSpareAccounts(YamlMap map, Scenario scenario)
    {
        const int Most = Scenario.MostCustomers / 10 * 9;
        if (scenario.CustomersPerCell > Most && scenario.HasFraud)
        {
            throw (map.Map("demand") ?? map).Error(
                "customers_per_cell",
                $"{scenario.CustomersPerCell} customers leave no numbers for the accounts that fraudsters open",
                $"Use at most {Most} customers in a world with fraud.");
        }
    }

    private static void RequireShares(YamlMap map, string key, IEnumerable<decimal> shares)
    {
        if (!shares.Any(share => share > 0))
        {
            throw map.Error(key, "no entry has a share above 0", "Give at least one entry with a share.");
        }
    }

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
