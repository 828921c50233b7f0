using System.Globalization;
using Waybill.Events.Rows;
using Waybill.Events.Text;
using Waybill.Events.Values;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.Factory;

/// <summary>A plant in whole numbers, and the names of everything in all factories of a world.</summary>
public sealed class Plant
{
    private readonly ShiftSettings[] _shifts;

    /// <param name="settings">The plant.</param>
    /// <param name="factories">How many of them the world has.</param>
    public Plant(PlantSettings settings, int factories)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Settings = settings;
        _shifts = [.. settings.Shifts.OrderBy(shift => shift.StartMinute)];
        string[] products = [.. settings.Recipes.Select(recipe => recipe.Product)];
        Inputs =
        [
            .. settings.Recipes.Select(recipe => (PlantInput[])
                [.. recipe.From.Select(material => new PlantInput(Array.IndexOf(products, material.Name), material.Units))]),
        ];
        Machines =
        [
            .. settings.Machines.Select(machine => new MachineModel(
                machine, settings.Recipes.ToList().FindIndex(recipe => recipe.Machine == machine.Kind))),
        ];
        Openings = [.. Merge(_shifts)];
        Vocabulary = Names(settings, products, factories);
    }

    public PlantSettings Settings { get; }

    /// <summary>The texts that the rows of the world's factories point to.</summary>
    public FactoryVocabulary Vocabulary { get; }

    public int Products => Settings.Recipes.Count;

    /// <summary>What one unit of each product takes.</summary>
    internal PlantInput[][] Inputs { get; }

    internal MachineModel[] Machines { get; }

    /// <summary>When the plant works: seconds of its own day, shifts that touch taken together.</summary>
    internal (int Start, int End)[] Openings { get; }

    /// <summary>Seconds that the plant's clock is ahead of UTC.</summary>
    internal int SecondsAheadOfUtc => Settings.MinutesAheadOfUtc * 60;

    internal Probability Inspected => Share(Settings.InspectedShare);

    internal Probability Caught => Share(Settings.CaughtShare);

    internal Probability Noted => Share(Settings.NotedShare);

    /// <summary>Midnight of the plant's own day.</summary>
    public Instant DayStart(int day) => Instant.FromDay(day).AddSeconds(-SecondsAheadOfUtc);

    /// <summary>Index of the shift at a second of the plant's own day, or of the last one that has begun.</summary>
    internal int ShiftAt(int secondOfDay)
    {
        int shift = 0;
        while (shift + 1 < _shifts.Length && _shifts[shift + 1].StartMinute * 60 <= secondOfDay)
        {
            shift++;
        }

        return shift;
    }

    /// <summary>Whether the plant works at a moment that lies on or next to one of its own days.</summary>
    internal bool IsOpenAt(Instant time)
    {
        int second = time.AddSeconds(SecondsAheadOfUtc).SecondOfDay;
        return Openings.Any(opening => second >= opening.Start && second <= opening.End);
    }

    private static Probability Share(decimal share) => Probability.FromPartsPerMillion((long)(share * 1_000_000));

    private static IEnumerable<(int Start, int End)> Merge(ShiftSettings[] shifts)
    {
        int start = shifts[0].StartMinute * 60;
        for (int i = 0; i < shifts.Length; i++)
        {
            if (i + 1 == shifts.Length || shifts[i + 1].StartMinute > shifts[i].EndMinute)
            {
                yield return (start, shifts[i].EndMinute * 60);
                start = i + 1 < shifts.Length ? shifts[i + 1].StartMinute * 60 : 0;
            }
        }
    }

    private static FactoryVocabulary Names(PlantSettings settings, string[] products, int factories)
    {
        var machines = new List<string>();
        var codes = new List<string>();
        var numbers = new Dictionary<string, int>();
        foreach (MachineSettings machine in Enumerable.Repeat(settings.Machines, factories).SelectMany(all => all))
        {
            int number = numbers[machine.Kind] = numbers.GetValueOrDefault(machine.Kind) + 1;
            machines.Add($"{machine.Kind}-{Number(number)}");
            codes.Add($"{machine.Code}{Number(number)}");
        }

        return new FactoryVocabulary
        {
            Machines = new TextTable(machines),
            MachineCodes = new TextTable(codes),
            Products = new TextTable(products),
            Factories = Numbered("F", factories),
            Operators = Numbered("OP-", factories * settings.Operators),
            Inspectors = Numbered("INS-", factories * settings.Inspectors),
            DefectNotes = new TextTable(PlantNotes.Defects),
            OperatorNotes = new TextTable(PlantNotes.Operators),
        };
    }

    private static TextTable Numbered(string prefix, int count) =>
        new(Enumerable.Range(1, count).Select(number => prefix + Number(number)));

    private static string Number(int number) => number.ToString("00", CultureInfo.InvariantCulture);
}
