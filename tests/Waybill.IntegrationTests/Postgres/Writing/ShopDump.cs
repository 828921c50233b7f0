using Npgsql;
using Waybill.Events.Shop;
using Waybill.IntegrationTests.Postgres.Schema;

namespace Waybill.IntegrationTests.Postgres.Writing;

/// <summary>What a database holds, as text that can be compared.</summary>
internal static class ShopDump
{
    /// <summary>Every row of every table without updated_at, in the order of the keys.</summary>
    public static async Task<string> AllAsync(NpgsqlConnection connection)
    {
        var text = new System.Text.StringBuilder();
        foreach (var table in ShopCatalogue.All)
        {
            var columns = string.Join(", ", table.Columns.Select(c => c.Name));
            var key = string.Join(", ", table.Columns.Take(table.KeyLength).Select(c => c.Name));
            foreach (var row in await connection.ListAsync($"select row({columns})::text from shop.{table.Name} order by {key}"))
            {
                text.Append(table.Name).Append(' ').Append(row).Append('\n');
            }
        }

        return text.ToString();
    }
}
