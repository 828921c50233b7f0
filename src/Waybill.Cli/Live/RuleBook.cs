using Waybill.Cli.Configuration;
using Waybill.Cli.Workspaces;
using Waybill.Pipeline.Models;
using Waybill.Speed.Engine;
using Waybill.Speed.Rules;
using Waybill.Speed.Runtime;

namespace Waybill.Cli.Live;

/// <summary>The rules of a workspace: those of the models with what waybill.yaml adds. Live, replayed and in SQL they are the same.</summary>
internal static class RuleBook
{
    private const string RulesSeed = "seed.alert_rules";
    private const string RoutesSeed = "seed.routes";

    /// <exception cref="Events.WaybillException">BadInput: a row makes no sense; names file, line and value.</exception>
    public static LiveRules Load(WorkspaceConfiguration configuration, string modelsFolder)
    {
        var rules = Path.Combine(modelsFolder, "seeds", "alert_rules.csv");
        var routes = Path.Combine(modelsFolder, "seeds", "routes.csv");
        var shipped = AlertRulesCsv.Read(File.ReadAllText(rules), rules);
        return new LiveRules(
            Merge(shipped, configuration.Live.Rules), RoutesCsv.Read(File.ReadAllText(routes), routes), EngineOptions.Default);
    }

    /// <summary>The models with the rules of a workspace in the place of their own.</summary>
    public static ModelLibrary LoadModels(Workspace workspace, string modelsFolder)
    {
        var library = ModelLibrary.Load(modelsFolder);
        var configuration = WorkspaceConfiguration.Load(workspace);
        if (configuration.Live.Rules.Count == 0 || library.Seeds.All(s => s.Name is not (RulesSeed or RoutesSeed)))
        {
            return library;
        }

        var path = Path.Combine(workspace.State, "alert_rules.csv");
        var text = AlertRulesCsv.Write(Load(configuration, modelsFolder).Rules);
        if (!File.Exists(path) || File.ReadAllText(path) != text)
        {
            var staged = path + ".part";
            File.WriteAllText(staged, text);
            File.Move(staged, path, overwrite: true);
        }

        return library.WithSeed(RulesSeed, path);
    }

    private static AlertRules Merge(AlertRules rules, IReadOnlyList<RuleEntry> entries)
    {
        foreach (var entry in entries)
        {
            rules = rules.With([entry.Over(rules)], Workspace.ConfigurationFile);
        }

        return rules;
    }
}
