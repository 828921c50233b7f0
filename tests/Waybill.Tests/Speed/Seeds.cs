using Waybill.Speed.Rules;
using Waybill.Tests.House;

namespace Waybill.Tests.Speed;

/// <summary>The rules and roads that ship with the repository.</summary>
internal static class Seeds
{
    public static AlertRules Rules { get; } =
        AlertRulesCsv.Read(File.ReadAllText(Repository.PathOf("models", "seeds", "alert_rules.csv")), "alert_rules.csv");

    public static RouteTable Routes { get; } =
        RoutesCsv.Read(File.ReadAllText(Repository.PathOf("models", "seeds", "routes.csv")), "routes.csv");
}
