using Xunit;

namespace Waybill.Tests.Cli.Simulate;

public sealed class FraudLabelTests
{
    private const string Attack = """
        demand: {orders_per_cell_day: 200}
        calendar: [{kind: fraud_attack, pattern: card_testing, days: 1, orders: 40}]
        faults: {preset: none}
        """;

    [Fact]
    public void Every_fraudulent_order_has_a_line_in_the_truth_of_its_day()
    {
        using var world = new SmallWorld(Attack);
        world.Run();

        string[] lines = File.ReadAllLines(Path.Combine(world.Root, "truth/fraud_labels/2026-01-02.csv"));
        HashSet<string> orders = [.. Directory.GetFiles(Path.Combine(world.Root, "landing/sales"), "*20260102*")
            .Concat(Directory.GetFiles(Path.Combine(world.Root, "landing/sales"), "*20260103_000000*"))
            .SelectMany(File.ReadLines).Select(line => line.Split(',')[0])];
        Assert.Equal("order_id,customer_id,pattern,started_at", lines[0]);
        Assert.InRange(lines.Length - 1, 70, 150);
        Assert.All(lines.Skip(1), line => Assert.Contains(line.Split(',')[0], orders));
        Assert.All(lines.Skip(1), line => Assert.Equal("card_testing", line.Split(',')[2]));
        Assert.All(lines.Skip(1), line => Assert.InRange(TimeOnly.Parse(line.Split(',')[3][11..]), new TimeOnly(3, 0), new TimeOnly(4, 30)));
        Assert.Single(File.ReadAllLines(Path.Combine(world.Root, "truth/fraud_labels/2026-01-01.csv")));
    }

    [Fact]
    public void A_world_without_fraud_has_no_labels()
    {
        using var world = new SmallWorld();
        world.Run();

        Assert.False(Directory.Exists(Path.Combine(world.Root, "truth/fraud_labels")));
    }
}
