using Waybill.Cli.Configuration;
using Waybill.Connectors.Files;
using Waybill.Events;
using Waybill.Sim;
using Waybill.Sim.Faults;

namespace Waybill.Cli.Simulate;

/// <summary>
/// Finds out which world a run is about: the workspace's own, which options may only confirm, or a new one.
/// </summary>
internal static class SimulatedWorld
{
    private const int CellsPerScale = WorldPlan.MarketsPerFactory;
    private const int MostScale = 2_500;
    public static readonly DateOnly DefaultStartDate = new(2026, 1, 1);

    /// <summary>Where scenarios that come with the program lie.</summary>
    private static string ScenarioFolder => Path.Combine(AppContext.BaseDirectory, "scenarios");

    /// <summary>Opens the workspace's world.</summary>
    /// <exception cref="WaybillException">An option differs from the world, or the world is damaged or too new.</exception>
    public static (WorldState State, WorldPlan Plan) Open(WorldFolder folder, WorldState known, SimulateOptions options)
    {
        Require("seed", known.Seed, options.Seed);
        Require("scale", known.Scale, options.Scale);
        Require("cells", new CellRange(known.FirstCell, known.LastCell), options.Cells);
        Require("start date", known.StartDate.ToString("yyyy-MM-dd"), options.StartDate?.ToString("yyyy-MM-dd"));
        Require("truth", known.Truth, options.Truth);
        Require("twin", known.Twin, options.Twin);
        known = WithShop(known, options);
        if (!File.Exists(folder.ScenarioFile))
        {
            throw new WaybillException(
                WaybillErrorKind.Corrupt,
                $"{folder.ScenarioFile}, the scenario of this world, is gone.",
                "Restore it from a copy, or start a new world in an empty workspace.");
        }

        ScenarioFile own = ScenarioFile.Load(folder.ScenarioFile, folder.PlantFile);
        if (own.Scenario.Describe() != known.Knobs || own.Schema.Describe() != known.SchemaChanges)
        {
            throw Differs("scenario", known.Scenario, $"changed {folder.ScenarioFile}");
        }

        if (options.Scenario is { } asked)
        {
            ScenarioFile other = ScenarioFile.Load(ScenarioPath(asked));
            if (other.Scenario.Describe() != known.Knobs || other.Schema.Describe() != known.SchemaChanges)
            {
                throw Differs("scenario", known.Scenario, asked);
            }
        }

        FaultPlan faults = own.Faults.Describe() == known.FaultRules ? own.Faults : PresetOf(known.FaultsName).For(own.Scenario);
        if (faults.Describe() != known.FaultRules)
        {
            throw Differs("plan of faults", known.FaultsName, "a changed one");
        }

        if (options.Faults is { } preset && PresetOf(preset).For(own.Scenario).Describe() != known.FaultRules)
        {
            throw Differs("plan of faults", known.FaultsName, preset);
        }

        RequireShop(known, own, options);
        return (known, PlanOf(known, own, faults));
    }

    /// <summary>Makes a new world and writes it down before its first day, so that nobody continues another one.</summary>
    public static (WorldState State, WorldPlan Plan) Create(WorldFolder folder, SimulateOptions options)
    {
        string path = ScenarioPath(options.Scenario ?? SimulateOptions.DefaultScenario);
        ScenarioFile file = ScenarioFile.Load(path);
        FaultPlan faults = options.Faults is { } preset ? PresetOf(preset).For(file.Scenario) : file.Faults;
        decimal scale = options.Scale ?? 1;
        CellRange all = AllCells(scale);
        CellRange cells = options.Cells ?? all;
        if (cells.First < 0 || cells.First > cells.Last || cells.Last > all.Last)
        {
            throw new WaybillException(
                WaybillErrorKind.Usage, $"There are no cells {cells}; scale {scale} has cells {all}.", $"Choose cells within {all}.");
        }

        var state = new WorldState
        {
            Seed = options.Seed ?? SimulateOptions.DefaultSeed,
            Scale = scale,
            FirstCell = cells.First,
            LastCell = cells.Last,
            StartDate = options.StartDate ?? DefaultStartDate,
            NextDay = options.StartDate ?? DefaultStartDate,
            Scenario = file.Scenario.Name,
            Knobs = file.Scenario.Describe(),
            FaultsName = faults.Name,
            FaultRules = faults.Describe(),
            SchemaChanges = file.Schema.Describe(),
            Twin = options.Twin ?? false,
            Truth = options.Truth ?? TruthLevel.Full,
            ShopInPostgres = options.Shop is not null,
        };
        RequireShop(state, file, options);
        if (state.StartDate.Year is < 2000 or > 2098)
        {
            throw new WaybillException(
                WaybillErrorKind.Usage,
                $"A world cannot begin on {state.StartDate:yyyy-MM-dd}.",
                "Order ids have two digits for the year: begin between 2000 and 2098.");
        }

        WorldPlan plan = PlanOf(state, file, faults);
        FileErrors.Guard(folder.ScenarioFile, () =>
        {
            Directory.CreateDirectory(folder.Folder);
            File.Copy(path, folder.ScenarioFile, overwrite: true);
            if (file.PlantPath is not null)
            {
                File.Copy(file.PlantPath, folder.PlantFile, overwrite: true);
            }

            return true;
        });
        folder.Save(state);
        return (state, plan);
    }

    private static WorldPlan PlanOf(WorldState state, ScenarioFile file, FaultPlan faults) => new(
        new World(state.Seed, file.Scenario, factories: (AllCells(state.Scale).Last / CellsPerScale) + 1),
        faults,
        DayOf(state.StartDate),
        new CellRange(state.FirstCell, state.LastCell),
        keepsCleanRows: state.Truth == TruthLevel.Full,
        file.Schema,
        state.Twin,
        writesShopFiles: state.Truth == TruthLevel.Full || !state.ShopInPostgres);

    /// <summary>A shop stays where its first day went: what lies elsewhere would lack those days.</summary>
    private static WorldState WithShop(WorldState known, SimulateOptions options)
    {
        if (known.NextDay == known.StartDate)
        {
            return known with { ShopInPostgres = options.Shop is not null };
        }

        return known.ShopInPostgres == options.Shop is not null
            ? known
            : throw new WaybillException(
                WaybillErrorKind.Usage,
                $"The shop of this world goes into {(known.ShopInPostgres ? "PostgreSQL" : "files")} since {known.StartDate:yyyy-MM-dd}.",
                known.ShopInPostgres ? "Add --to postgres and --postgres ADDRESS." : "Leave out --to, or begin another world in an empty workspace (--workspace).");
    }

    private static void RequireShop(WorldState state, ScenarioFile file, SimulateOptions options)
    {
        if (options.Shop is not null && file.Scenario.Shop is null)
        {
            throw new WaybillException(
                WaybillErrorKind.Usage,
                $"Scenario {state.Scenario} has no shop that could go into PostgreSQL.",
                "Use --scenario shop_day, or add a section shop: {} to the scenario.");
        }
    }

    /// <summary>Days since 1970-01-01.</summary>
    public static int DayOf(DateOnly date) => date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    private static CellRange AllCells(decimal scale)
    {
        decimal cells = scale * CellsPerScale;
        return cells >= 1 && cells == decimal.Truncate(cells) && scale <= MostScale
            ? new CellRange(0, (int)cells - 1)
            : throw new WaybillException(
                WaybillErrorKind.Usage,
                $"Scale {scale} is not possible.",
                $"Scale 1 is {CellsPerScale} cells: use a multiple of {1m / CellsPerScale} from {1m / CellsPerScale} to {MostScale}.");
    }

    private static string ScenarioPath(string name)
    {
        bool isPath = name.EndsWith(".yaml", StringComparison.Ordinal) || name.EndsWith(".yml", StringComparison.Ordinal)
            || name.Contains(Path.DirectorySeparatorChar);
        string path = isPath ? name : Path.Combine(ScenarioFolder, name + ".yaml");
        if (File.Exists(path))
        {
            return path;
        }

        string[] known = Directory.Exists(ScenarioFolder)
            ? [.. Directory.EnumerateFiles(ScenarioFolder, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)).Order()]
            : [];
        throw new WaybillException(
            WaybillErrorKind.Usage,
            isPath ? $"There is no scenario file {name}." : $"There is no scenario '{name}'.",
            $"Did you mean '{NearestWord.To(name, known)}'? Scenarios: {string.Join(", ", known)}; or give the path of a .yaml file.");
    }

    private static FaultPlan PresetOf(string name) => FaultPlan.Preset(name) ?? throw new WaybillException(
        WaybillErrorKind.Usage,
        $"'{name}' is not a preset of faults.",
        $"Did you mean '{NearestWord.To(name, FaultPlan.PresetNames)}'? Presets: {string.Join(", ", FaultPlan.PresetNames)}.");

    private static void Require<T>(string what, T known, T? asked)
        where T : struct
    {
        if (asked is { } value && !EqualityComparer<T>.Default.Equals(known, value))
        {
            throw Differs(what, known.ToString(), value.ToString());
        }
    }

    private static void Require(string what, string known, string? asked)
    {
        if (asked is not null && asked != known)
        {
            throw Differs(what, known, asked);
        }
    }

    private static WaybillException Differs(string what, string? known, string? asked) => new(
        WaybillErrorKind.Usage,
        $"The world of this workspace has {what} {known}; {asked} was asked for.",
        "Leave the option out to go on with this world, or start another one in an empty workspace (--workspace).");
}
