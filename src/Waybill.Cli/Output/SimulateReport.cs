using Waybill.Cli.Simulate;

namespace Waybill.Cli.Output;

/// <summary>What a simulation wrote.</summary>
internal static class SimulateReport
{
    public static void Write(SimulateResult result, string workspace)
    {
        Console.WriteLine(
            $"Simulated {result.Days} {(result.Days == 1 ? "day" : "days")} of {result.Scenario} (seed {result.Seed}, scale {result.Scale}, "
            + $"faults {result.Faults}): the world stands at {Texts.Cell(result.WorldTime)} UTC.");
        string trucks = result.ColdChainRows > 0 ? $", {Texts.Count(result.ColdChainRows)} rows of trucks" : "";
        string factory = $"{Texts.Count(result.FactoryRows)} factory rows";
        string rest = result.ShopRows > 0 ? $", {factory} and {Texts.Count(result.ShopRows)} changes of the shop" : $" and {factory}";
        Console.WriteLine(
            $"{Texts.Count(result.SalesRows)} order rows, {Texts.Count(result.LogisticsRows)} status updates{trucks}{rest}, {Texts.Bytes(result.FeedBytes)}, "
            + $"in {Texts.Seconds(result.Seconds)} s{Texts.RateOf(result.Rows, result.Seconds, "rows")}, in {workspace}");
        if (result.Postgres is { } load)
        {
            Console.WriteLine(
                $"{Texts.Count(load.Transactions)} transactions with {Texts.Count(load.Changes)} changes went into PostgreSQL in {Texts.Seconds(load.Seconds)} s"
                + $"{Texts.RateOf(load.Changes, load.Seconds, "changes")}, {Texts.Count(load.Retries)} tried again; its own rules add the rest.");
        }

        WriteFaults(result);
        Console.WriteLine($"Digest {result.Digest}");
    }

    private static void WriteFaults(SimulateResult result)
    {
        var table = new TableView("fault", "injected>");
        foreach (var (kind, count) in result.FaultsByKind.OrderByDescending(f => f.Value).ThenBy(f => f.Key, StringComparer.Ordinal))
        {
            table.Add(kind, Texts.Count(count));
        }

        table.Write("", "No faults were injected.");
    }
}
