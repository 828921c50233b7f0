using Waybill.Cli.Configuration;
using Waybill.Sim.Factory;

namespace Waybill.Cli.Simulate;

/// <summary>Finds what cannot be in a plant file beyond single values: shifts, machines and recipes that do not fit together.</summary>
internal static class PlantCheck
{
    public static IReadOnlyList<ShiftSettings> Shifts(IReadOnlyList<YamlMap> maps)
    {
        var shifts = new List<ShiftSettings>();
        foreach (YamlMap map in maps)
        {
            map.AllowOnly("name", "start", "end");
            var shift = new ShiftSettings(map.RequiredText("name"), PlantFile.Minute(map, "start"), PlantFile.Minute(map, "end"));
            if (shift.EndMinute <= shift.StartMinute)
            {
                throw map.Error(
                    "end",
                    $"shift '{shift.Name}' ends at {map.Text("end")}, before it starts at {map.Text("start")}",
                    "A shift lies within one day of the plant: split a night shift at midnight, 22:00 to 24:00 and 00:00 to 06:00.");
            }

            if (shifts.Find(other => other.StartMinute < shift.EndMinute && shift.StartMinute < other.EndMinute) is { } other)
            {
                throw map.Error("start", $"shift '{shift.Name}' overlaps with '{other.Name}'", "Let it start when the other one ends.");
            }

            shifts.Add(shift);
        }

        return [.. shifts.OrderBy(shift => shift.StartMinute)];
    }

    public static void Machines(IReadOnlyList<YamlMap> maps, IReadOnlyList<MachineSettings> machines, string[] recipeKinds)
    {
        for (int i = 0; i < machines.Count; i++)
        {
            MachineSettings machine = machines[i];
            if (!recipeKinds.Contains(machine.Kind))
            {
                throw maps[i].Error(
                    "kind", $"no recipe is for a machine '{machine.Kind}'", $"Did you mean '{NearestWord.To(machine.Kind, recipeKinds)}'? Or add a recipe for it.");
            }

            if (machines.FirstOrDefault(other => (other.Kind == machine.Kind) != (other.Code == machine.Code)) is { } other)
            {
                throw maps[i].Error(
                    maps[i].Has("code") ? "code" : "kind",
                    $"{machine.Kind} has the code '{machine.Code}' and {other.Kind} has '{other.Code}'",
                    "Give each kind of machine one code of its own: code: SM.");
            }
        }
    }

    public static void Recipes(IReadOnlyList<YamlMap> maps, IReadOnlyList<RecipeSettings> recipes, string[] kinds)
    {
        for (int i = 0; i < recipes.Count; i++)
        {
            RecipeSettings recipe = recipes[i];
            if (!kinds.Contains(recipe.Machine))
            {
                throw maps[i].Error(
                    "machine",
                    $"the recipe of '{recipe.Product}' refers to a machine '{recipe.Machine}', which the plant does not have",
                    $"Did you mean '{NearestWord.To(recipe.Machine, kinds)}'? Machines here: {string.Join(", ", kinds.Distinct())}.");
            }

            if (recipes.Take(i).Any(other => other.Product == recipe.Product))
            {
                throw maps[i].Error("product", $"'{recipe.Product}' has two recipes", "Leave one of them out.");
            }

            if (recipes.Take(i).Any(other => other.Machine == recipe.Machine))
            {
                throw maps[i].Error(
                    "machine", $"'{recipe.Machine}' has two recipes", "A kind of machine makes one product: add another kind.");
            }

            if (Circle(recipe, recipes) is { } circle)
            {
                throw maps[i].Error(
                    "from", $"'{recipe.Product}' is made of itself: {circle}", "Take one of these materials out of its recipe.");
            }
        }
    }

    /// <summary>The way from a product back to itself, or null.</summary>
    private static string? Circle(RecipeSettings from, IReadOnlyList<RecipeSettings> recipes)
    {
        var seen = new HashSet<string>();
        return Search(from, from.Product);

        string? Search(RecipeSettings at, string way)
        {
            foreach (MaterialSettings material in at.From)
            {
                string further = $"{way} needs {material.Name}";
                if (material.Name == from.Product)
                {
                    return further;
                }

                if (recipes.FirstOrDefault(recipe => recipe.Product == material.Name) is { } next
                    && seen.Add(next.Product)
                    && Search(next, $"{further}, {material.Name}") is { } found)
                {
                    return found;
                }
            }

            return null;
        }
    }
}
