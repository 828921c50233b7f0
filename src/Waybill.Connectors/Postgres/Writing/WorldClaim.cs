using Waybill.Events;
using Waybill.Events.Values;

namespace Waybill.Connectors.Postgres.Writing;

/// <summary>Whether a database and a world belong together.</summary>
internal static class WorldClaim
{
    /// <summary>Gives the cells' first days that the database does not have; cells that it does not know are missing.</summary>
    /// <exception cref="WaybillException">Usage: the database holds another world, or lacks days that the world has behind it.</exception>
    public static Dictionary<int, int> Check(PostgresDatabase database, ShopLoadOptions options)
    {
        try
        {
            using var connection = database.Connect();
            LoadProgress.Claim(connection, database.Server, options.World);
            var days = LoadProgress.NextDays(connection);
            Check(database, options, days);
            return days;
        }
        catch (Exception e) when (PostgresErrors.Covers(e))
        {
            throw PostgresErrors.Explain(e, database.Server);
        }
    }

    /// <summary>Refuses a database in which a day was begun transaction by transaction: its rows cannot go in again.</summary>
    /// <exception cref="WaybillException">Usage: the database has part of a day.</exception>
    public static void RequireWholeDays(PostgresDatabase database, ShopLoadOptions options)
    {
        try
        {
            using var connection = database.Connect();
            if (LoadProgress.HasPartOfDay(connection, options.Cells))
            {
                throw new WaybillException(WaybillErrorKind.Usage, $"{database.Server} has part of a day that was begun with --live.",
                    "Go on with --live until the day is whole; later days can go in without it.");
            }
        }
        catch (Exception e) when (PostgresErrors.Covers(e))
        {
            throw PostgresErrors.Explain(e, database.Server);
        }
    }

    private static void Check(PostgresDatabase database, ShopLoadOptions options, Dictionary<int, int> days)
    {
        foreach (var cell in options.Cells)
        {
            var has = days.GetValueOrDefault(cell, options.FirstDay);
            if (has < options.NextDay)
            {
                throw new WaybillException(WaybillErrorKind.Usage,
                    $"{database.Server} has the shop of cell {cell} up to {Date(has)}, but the world stands at {Date(options.NextDay)}.",
                    "Days that are gone cannot be written again: restore the database, or begin the world anew in an empty workspace.");
            }
        }

        var first = days.GetValueOrDefault(ShopOwnership.FirstCell, options.FirstDay);
        if (!options.Cells.Contains(ShopOwnership.FirstCell) && first <= options.NextDay)
        {
            throw new WaybillException(WaybillErrorKind.Usage,
                $"{database.Server} has what all cells share (goods, prices, channels) up to {Date(first)}; this run begins on {Date(options.NextDay)}.",
                $"First simulate cell {ShopOwnership.FirstCell}, which writes it, for as many days.");
        }
    }

    private static string Date(int day) => $"{Instant.FromDay(day).ToDateTime():yyyy-MM-dd}";
}
