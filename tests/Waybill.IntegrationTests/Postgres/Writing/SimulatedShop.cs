using System.Globalization;
using System.Text;
using Waybill.Connectors.Postgres.Writing;
using Waybill.Events.Shop;
using Waybill.Sim;
using Waybill.Sim.Faults;
using Waybill.Sim.Scenarios;

namespace Waybill.IntegrationTests.Postgres.Writing;

/// <summary>A small simulated world with its shop, and what every row of the shop is like in the end, told by the stream itself.</summary>
internal sealed class SimulatedShop
{
    /// <summary>2026-01-01.</summary>
    public const int FirstDay = 20_454;

    private const string Null = "∅";

    private readonly WorldPlan _plan;
    private readonly CellSimulator _simulator;
    private readonly CellDay _day = new(0);
    private readonly Dictionary<int, byte[]> _states = [];
    private readonly Dictionary<string, string>[] _rows = [.. ShopCatalogue.All.Select(_ => new Dictionary<string, string>())];

    public SimulatedShop(Scenario scenario, int cells)
    {
        _plan = new WorldPlan(new World(7, scenario), FaultPlan.None, FirstDay, new CellRange(0, cells - 1), keepsCleanRows: false, writesShopFiles: false);
        _simulator = new CellSimulator(_plan);
    }

    public ShopLoadOptions Options => new()
    {
        World = "simulated",
        FirstDay = FirstDay,
        NextDay = FirstDay,
        Cells = [.. _plan.Cells.Numbers],
        Clock = TimeProvider.System,
    };

    /// <summary>Transactions of each kind so far.</summary>
    public Dictionary<ShopTransactionKind, int> Kinds { get; } = [];

    /// <summary>Plays a day into a database.</summary>
    public void Play(int day, IShopDatabase database)
    {
        foreach (var cell in _plan.Cells.Numbers)
        {
            _simulator.Play(cell, day, _states.GetValueOrDefault(cell, []), _day);
            _states[cell] = _day.State.Written.ToArray();
            Keep(_day.Shop.Written);
            database.Append(cell, day, _day.Shop.Written);
        }

        database.Complete(day);
    }

    /// <summary>The rows of a table, in the form of <see cref="Sql"/>, sorted by bytes.</summary>
    public List<string> Rows(ShopTable table) => [.. _rows[table.Index].Values.Order(StringComparer.Ordinal)];

    /// <summary>Asks a database for the rows of a table as text.</summary>
    public static string Sql(ShopTable table)
    {
        var columns = table.Columns.Select(c => $"coalesce({Text(c)}, '{Null}')");
        return $"select concat_ws('|', {string.Join(", ", columns)}) from shop.{table.Name}";
    }

    private static string Text(ShopColumn column) => column.Kind switch
    {
        ShopColumnKind.Money => $"({column.Name} * 100)::bigint::text",
        ShopColumnKind.Fixed4 => $"({column.Name} * 10000)::bigint::text",
        ShopColumnKind.Time => $"(extract(epoch from {column.Name}) * 1000000)::bigint::text",
        ShopColumnKind.Flag => $"{column.Name}::integer::text",
        _ => $"{column.Name}::text",
    };

    private void Keep(ReadOnlySpan<byte> log)
    {
        var reader = new ShopLogReader(log);
        while (reader.NextTransaction(out var transaction))
        {
            Kinds[transaction.Kind] = Kinds.GetValueOrDefault(transaction.Kind) + 1;
            while (reader.NextChange(out var change))
            {
                var values = new string[change.Table.Columns.Count];
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = Value(change, i);
                }

                var key = string.Join('|', values.Take(change.Table.KeyLength));
                if (change.Op == ShopOp.Delete)
                {
                    _rows[change.Table.Index].Remove(key);
                }
                else
                {
                    _rows[change.Table.Index][key] = string.Join('|', values);
                }
            }
        }
    }

    private static string Value(in ShopChange change, int column)
    {
        if (change.IsNull(column))
        {
            return Null;
        }

        return change.Table.Columns[column].Kind == ShopColumnKind.Text
            ? Encoding.UTF8.GetString(change.Utf8(column))
            : change.Number(column).ToString(CultureInfo.InvariantCulture);
    }
}
