using System.CommandLine;
using Waybill.Cli.Output;
using Waybill.DuckDb;
using Waybill.Pipeline.Models;

namespace Waybill.Cli.Commands;

/// <summary><c>waybill lineage</c>: who reads whom, taken from the SQL of the models.</summary>
internal static class LineageCommand
{
    public static Command Create()
    {
        var models = CommonOptions.Models();
        var json = CommonOptions.Json();
        var of = new Argument<string?>("model") { Description = "Only this model, with all that it reads.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("lineage", "Show which model reads which, from the landing feeds to gold.")
        { of, models, json };
        command.SetAction(parsed => Run(parsed.GetValue(of), ModelsFolder.Find(parsed.GetValue(models)), parsed.GetValue(json)));
        return ExamplesHelp.Add(command,
            "waybill lineage",
            "waybill lineage gold.sales",
            "waybill lineage --json");
    }

    private static int Run(string? of, string folder, bool json)
    {
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        var library = ModelLibrary.Load(folder);
        var graph = new ModelGraph(library, connection);
        var models = ModelSelection.Select(graph, of is null ? [] : [of]);
        if (json)
        {
            JsonOutput.Write(ModelSelection.Select(graph, of is null ? [] : ["+" + of]).Select(m => new
            {
                m.Name,
                m.Description,
                m.Grain,
                m.Materialization,
                m.Key,
                m.By,
                Inputs = graph.Inputs(m.Name),
                ReadBy = graph.Readers(m.Name).Select(r => r.Name),
                m.File,
            }));
            return ExitCode.Ok;
        }

        var ends = of is null ? models.Where(m => !graph.Readers(m.Name).Any()) : models;
        foreach (var model in ends)
        {
            Console.WriteLine(model.Name);
            WriteInputs(graph, model.Name, "");
        }

        return ExitCode.Ok;
    }

    private static void WriteInputs(ModelGraph graph, string model, string indent)
    {
        var inputs = graph.Inputs(model);
        for (var i = 0; i < inputs.Count; i++)
        {
            var isLast = i == inputs.Count - 1;
            Console.WriteLine($"{indent}{(isLast ? "└─ " : "├─ ")}{inputs[i]}");
            if (graph.Ordered.Any(m => m.Name == inputs[i]))
            {
                WriteInputs(graph, inputs[i], indent + (isLast ? "   " : "│  "));
            }
        }
    }
}
