using System.Text;
using Waybill.Connectors.Postgres;
using Waybill.Connectors.Postgres.Writing;
using Waybill.Events.Hashing;
using Waybill.Sim;

namespace Waybill.Cli.Simulate;

/// <summary>The PostgreSQL database into which a world's shop goes instead of files.</summary>
/// <param name="Database">Where it is; the shop's schema is applied.</param>
/// <param name="Live">Whether each of the shop's transactions is one of PostgreSQL; otherwise whole days go in by COPY.</param>
/// <param name="Connections">Connections that write at once.</param>
/// <param name="Speed">World seconds in a second, for a live shop; null is as fast as it goes.</param>
/// <param name="Clock">Measures time and waits.</param>
internal sealed record ShopTarget(PostgresDatabase Database, bool Live, int Connections, double? Speed, TimeProvider Clock)
{
    /// <summary>Opens it for a world that goes on.</summary>
    public IShopDatabase Open(WorldState state, WorldPlan plan, Action<LiveProgress> progress, CancellationToken cancel)
    {
        var options = new ShopLoadOptions
        {
            World = NameOf(state),
            FirstDay = SimulatedWorld.DayOf(state.StartDate),
            NextDay = SimulatedWorld.DayOf(state.NextDay),
            Cells = [.. plan.Cells.Numbers],
            Connections = Connections,
            Speed = Speed,
            Clock = Clock,
            Progress = progress,
            Cancel = cancel,
        };
        return Live ? ShopLive.Open(Database, options) : ShopBackfill.Open(Database, options);
    }

    /// <summary>Worlds of the same name have the same shop, whatever their faults and their other feeds.</summary>
    private static string NameOf(WorldState state) =>
        $"seed {state.Seed}, scale {state.Scale}, scenario {state.Scenario} ({XxHash64.Hash(Encoding.UTF8.GetBytes(state.Knobs)):x16}), from {state.StartDate:yyyy-MM-dd}";
}
