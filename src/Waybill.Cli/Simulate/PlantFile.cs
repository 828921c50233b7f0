using System.Globalization;
using Waybill.Cli.Configuration;
using Waybill.Events;
using Waybill.Sim.Factory;

namespace Waybill.Cli.Simulate;

/// <summary>A plant as a YAML file: its machines, recipes and shifts, and whatever else differs from the defaults.</summary>
internal static class PlantFile
{
    private const int MostMachines = 60;
    private const int MostNameLength = 40;

    /// <summary>More than that would no longer fit the feed.</summary>
    private const decimal MostKwhPerBatch = 1_000_000;

    /// <summary>Reads a file.</summary>
    /// <exception cref="WaybillException">A key or value is wrong; the message names file, line and key.</exception>
    public static PlantSettings Load(string path)
    {
        YamlMap map = YamlMap.Load(path);
        map.AllowOnly(
            "name", "utc_offset_hours", "shifts", "recipes", "machines", "gap_minutes", "readings", "noted_share", "quality", "people");
        var plant = new PlantSettings();
        IReadOnlyList<YamlMap> machines = Required(map, "machines");
        IReadOnlyList<YamlMap> recipes = Required(map, "recipes");
        plant = plant with
        {
            Name = map.Text("name") ?? Path.GetFileNameWithoutExtension(path),
            MinutesAheadOfUtc = (int)((map.Number("utc_offset_hours", -12, 14) ?? (plant.MinutesAheadOfUtc / 60m)) * 60),
            Shifts = map.Has("shifts") ? PlantCheck.Shifts(Required(map, "shifts")) : plant.Shifts,
            Machines = [.. machines.Select(ReadMachine)],
            Recipes = [.. recipes.Select(ReadRecipe)],
            GapMinutes = map.Bounds("gap_minutes", 0, 240) ?? plant.GapMinutes,
            Readings = map.Bounds("readings", 1, 60) ?? plant.Readings,
            NotedShare = map.Number("noted_share", 0, 1) ?? plant.NotedShare,
        };
        if (machines.Count > MostMachines)
        {
            throw map.Error("machines", $"{machines.Count} machines stand here", $"Use at most {MostMachines}; a world has many factories.");
        }

        PlantCheck.Recipes(recipes, plant.Recipes, [.. plant.Machines.Select(machine => machine.Kind)]);
        PlantCheck.Machines(machines, plant.Machines, [.. plant.Recipes.Select(recipe => recipe.Machine)]);
        return ReadPeople(map, ReadQuality(map, plant));
    }

    private static PlantSettings ReadQuality(YamlMap plant, PlantSettings settings)
    {
        if (plant.Map("quality") is not { } map)
        {
            return settings;
        }

        map.AllowOnly("defect_share", "defect_spread", "inspected_share", "caught_share");
        return settings with
        {
            DefectShare = map.Number("defect_share", 0, 1) ?? settings.DefectShare,
            DefectSpread = map.Number("defect_spread", 0, 1) ?? settings.DefectSpread,
            InspectedShare = map.Number("inspected_share", 0, 1) ?? settings.InspectedShare,
            CaughtShare = map.Number("caught_share", 0, 1) ?? settings.CaughtShare,
        };
    }

    private static PlantSettings ReadPeople(YamlMap plant, PlantSettings settings)
    {
        if (plant.Map("people") is not { } map)
        {
            return settings;
        }

        map.AllowOnly("operators", "inspectors");
        return settings with
        {
            Operators = map.Whole("operators", 1, 1_000) ?? settings.Operators,
            Inspectors = map.Whole("inspectors", 1, 1_000) ?? settings.Inspectors,
        };
    }

    private static MachineSettings ReadMachine(YamlMap map)
    {
        map.AllowOnly(
            "kind", "code", "units_per_hour", "efficiency", "loses_a_day", "batch_minutes", "kwh_per_unit", "temperature", "pressure",
            "maintenance_every_hours", "maintenance_minutes", "maintenance_restores");
        string kind = Kind(map, "kind");
        string code = map.Text("code") ?? kind[..1];
        if (code.Length > 4 || !code.All(char.IsAsciiLetterUpper))
        {
            throw map.Error("code", $"'{code}' cannot stand in batch ids", "Use one to four capital letters.");
        }

        var machine = new MachineSettings
        {
            Kind = kind,
            Code = code,
            UnitsPerHour = map.RequiredNumber("units_per_hour", 0.1m, 10_000),
            Efficiency = map.Number("efficiency", 0.01m, 1) ?? 1,
            LosesADay = map.Number("loses_a_day", 0, 1) ?? 0,
            BatchMinutes = map.RequiredBounds("batch_minutes", 10, 720),
            KwhPerUnit = map.RequiredNumber("kwh_per_unit", 0, 100_000),
            Temperature = map.RequiredBounds("temperature", -200, 4_000),
            Pressure = map.RequiredBounds("pressure", 0, 500),
        };
        decimal kwh = machine.UnitsPerHour * machine.BatchMinutes.Most / 60 * machine.KwhPerUnit;
        return kwh <= MostKwhPerBatch
            ? machine with
            {
                MaintenanceEveryHours = map.Number("maintenance_every_hours", 1, 100_000) ?? machine.MaintenanceEveryHours,
                MaintenanceMinutes = map.Bounds("maintenance_minutes", 1, 1_440) ?? machine.MaintenanceMinutes,
                MaintenanceRestores = map.Flag("maintenance_restores") ?? machine.MaintenanceRestores,
            }
            : throw map.Error(
                "kwh_per_unit", $"a batch could take {kwh:0} kWh", $"Keep energy × units of a batch below {MostKwhPerBatch:0} kWh.");
    }

    private static RecipeSettings ReadRecipe(YamlMap map)
    {
        map.AllowOnly("product", "machine", "from", "keeps_overnight");
        string product = Product(map, "product", map.RequiredText("product"));
        IReadOnlyList<MaterialSettings> from = map.Map("from") is { } materials
            ? [.. materials.Keys.Select(name => new MaterialSettings(
                Product(materials, name, name),
                materials.Whole(name, 1, 1_000) ?? throw materials.Error(name, "has no units", "Write how many units one unit takes.")))]
            : throw map.Error("from", $"'{product}' is made of nothing", "Write what one unit takes: from: {iron_ore: 1}.");
        return new RecipeSettings(product, Kind(map, "machine"), from)
        {
            KeepsOvernight = map.Whole("keeps_overnight", 0, int.MaxValue),
        };
    }

    private static IReadOnlyList<YamlMap> Required(YamlMap map, string key) => map.Maps(key) is { Count: > 0 } entries
        ? entries
        : throw map.Error(key, "is missing", $"Add '{key}:' with at least one entry.");

    private static string Kind(YamlMap map, string key)
    {
        string kind = map.RequiredText(key);
        bool isKind = kind.Length <= MostNameLength
            && kind.All(letter => char.IsAsciiLetterUpper(letter) || letter == '_')
            && kind[0] != '_' && kind[^1] != '_';
        return isKind ? kind : throw map.Error(
            key, $"'{kind}' cannot be a kind of machine", "Use capital letters, with underscores between words: SMELTER.");
    }

    private static string Product(YamlMap map, string key, string name)
    {
        bool isName = name.Length is > 0 and <= MostNameLength
            && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_')
            && char.IsAsciiLetterLower(name[0]) && name[^1] != '_';
        return isName ? name : throw map.Error(
            key, $"'{name}' cannot be a product or material", "Use small letters, digits and underscores: iron_plate.");
    }

    /// <summary>Minutes of the day of <c>06:00</c>; <c>24:00</c> is the day's end.</summary>
    internal static int Minute(YamlMap map, string key)
    {
        string text = map.RequiredText(key);
        if (text == "24:00")
        {
            return 24 * 60;
        }

        return TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time)
            ? (int)time.ToTimeSpan().TotalMinutes
            : throw map.Error(key, $"'{text}' is not a time of the day", "Write it as \"06:00\", at most \"24:00\".");
    }
}
