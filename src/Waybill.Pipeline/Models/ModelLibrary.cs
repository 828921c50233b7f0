using System.Text;

namespace Waybill.Pipeline.Models;

/// <summary>Everything under <c>models/</c>: models, checks, score queries, macros and seeds.</summary>
public sealed class ModelLibrary
{
    private ModelLibrary(
        string directory, IReadOnlyList<Model> models, IReadOnlyList<Model> scores, IReadOnlyList<Seed> seeds, string macros)
    {
        Directory = directory;
        Models = models;
        Scores = scores;
        Seeds = seeds;
        Macros = macros;
    }

    /// <summary>The folder that was read.</summary>
    public string Directory { get; }

    /// <summary>Models in the order of their names; <see cref="ModelGraph"/> puts them in the order of running.</summary>
    public IReadOnlyList<Model> Models { get; }

    /// <summary>Queries of <c>score/</c>: the only ones that may read <c>truth.*</c>.</summary>
    public IReadOnlyList<Model> Scores { get; }

    /// <summary>Small tables that people edit, <c>seeds/*.csv</c>, read as <c>seed.name</c>.</summary>
    public IReadOnlyList<Seed> Seeds { get; }

    /// <summary>SQL macros that every query may call: <c>macros.sql</c>.</summary>
    public string Macros { get; }

    /// <summary>Reads a models folder.</summary>
    /// <exception cref="PipelineException">The folder is missing, or a file in it cannot be understood.</exception>
    public static ModelLibrary Load(string directory)
    {
        if (!System.IO.Directory.Exists(directory))
        {
            throw new PipelineException(PipelineErrorKind.NotFound, $"There is no models folder at {directory}.",
                "Give the folder with --models, or reinstall.");
        }

        var files = Files(directory, "*.sql")
            .Where(f => !f.StartsWith("checks/", StringComparison.Ordinal) && !f.StartsWith("panels/", StringComparison.Ordinal) && f != "macros.sql")
            .Select(f => (File: f, Text: Read(directory, f)))
            .Select(f => (f.File, f.Text, Part: ModelFile.ParsePart(f.File, f.Text)))
            .ToLookup(f => f.Part is null);
        var whole = files[true].Select(f => ModelFile.Parse(f.File, f.Text)).ToList();
        RefuseSameName(whole);
        var parts = files[false].Select(f => f.Part!).ToLookup(p => p.Model, StringComparer.Ordinal); // the lookup parted them
        RefuseUnknownModels(parts, whole);
        var parsed = whole.Select(m => parts.Contains(m.Name) ? WithParts(m, parts[m.Name]) : m).ToList();
        var checks = Files(directory, "*.sql").Where(f => f.StartsWith("checks/", StringComparison.Ordinal))
            .Select(f => CheckFile.Parse(f, Read(directory, f)))
            .ToLookup(c => c.Model, StringComparer.Ordinal);
        RefuseUnknownModels(checks, parsed);
        var models = parsed.Select(m => m with { Checks = [.. m.Checks, .. checks[m.Name]] }).ToList();
        var seeds = Files(directory, "*.csv").Select(f => new Seed(
            "seed." + Path.GetFileNameWithoutExtension(f), Path.Combine(directory, f))).ToList();
        return new ModelLibrary(
            directory,
            [.. models.Where(m => m.Layer != "score")],
            [.. models.Where(m => m.Layer == "score")],
            seeds,
            File.Exists(Path.Combine(directory, "macros.sql")) ? Read(directory, "macros.sql") : "");
    }

    /// <summary>The same library with other rows in a seed.</summary>
    /// <param name="name">As queries call it: <c>seed.statuses</c>; one that is not there is passed over.</param>
    /// <param name="path">The CSV file that takes the place of its own, with the same columns.</param>
    public ModelLibrary WithSeed(string name, string path) =>
        new(Directory, Models, Scores, [.. Seeds.Select(s => s.Name == name ? s with { Path = path } : s)], Macros);

    /// <summary>Finds a model by its full name.</summary>
    public Model? Find(string name) => Models.FirstOrDefault(m => m.Name == name);

    private static Model WithParts(Model model, IEnumerable<ModelPart> parts) =>
        model.Of([new ModelPart { Model = model.Name, Sql = model.Sql, Text = model.Text, File = model.File }, .. parts]);

    private static IEnumerable<string> Files(string directory, string pattern) =>
        System.IO.Directory.EnumerateFiles(directory, pattern, SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(directory, f).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    private static string Read(string directory, string file) =>
        File.ReadAllText(Path.Combine(directory, file), Encoding.UTF8).ReplaceLineEndings("\n");

    private static void RefuseSameName(List<Model> models)
    {
        var twice = models.GroupBy(m => m.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
        {
            throw ModelFile.Bad(twice.Last().File, 1, $"{twice.Key} is already defined in {twice.First().File}",
                "Give one of the two another name.");
        }
    }

    private static void RefuseUnknownModels(ILookup<string, ModelPart> parts, List<Model> models)
    {
        if (parts.FirstOrDefault(p => models.All(m => m.Name != p.Key)) is { } orphan)
        {
            throw ModelFile.Bad(orphan.First().File, 1, $"it is a part of {orphan.Key}, which is no model", "Name the model that the rows belong to.");
        }
    }

    private static void RefuseUnknownModels(ILookup<string, ModelCheck> checks, List<Model> models)
    {
        var orphan = checks.FirstOrDefault(c => models.All(m => m.Name != c.Key));
        if (orphan is not null)
        {
            throw ModelFile.Bad(orphan.First().File, 1, $"it guards {orphan.Key}, which is no model",
                "Name the model that the check belongs to.");
        }
    }
}
