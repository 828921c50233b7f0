using Waybill.Cli.Commands;
using Waybill.IntegrationTests.Cli;
using Xunit;

namespace Waybill.IntegrationTests.Server;

/// <summary>The lake of a tiny world, built once for all classes that only ask, with a server over it and some panels of its own.</summary>
public sealed class ServedLake : IAsyncLifetime
{
    internal TemporaryFolder Folder { get; } = new();

    internal string Workspace => Folder.PathOf("world");

    internal string Models => Folder.PathOf("models");

    internal TestServer Server { get; private set; } = null!; // set before the first test

    internal HttpClient Client => Server.Client;

    public async ValueTask InitializeAsync()
    {
        WaybillProgram.Succeed(["demo", "--no-serve", "--json", "--days", "2", .. TinyWorld.Options(Folder, "world")]);
        CopyModels();
        Server = await TestServer.StartAsync(Workspace, Models);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Folder.Dispose();
    }

    // The tests must not depend on which panels there are.
    private void CopyModels()
    {
        var source = ModelsFolder.Find(null);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(source, f)))
        {
            if (!file.StartsWith("panels", StringComparison.Ordinal))
            {
                Folder.Write(Path.Combine("models", file), File.ReadAllBytes(Path.Combine(source, file)));
            }
        }

        Folder.Write("models/panels/orders/by_status.sql", """
            -- panel: orders/by_status
            -- title: Orders by status
            -- How many orders stand where,
            -- by the status that holds now.
            -- column: status = , the status
            -- column: orders = orders, that have it
            select status, count(*) as orders from gold.sales group by status order by status
            """);
        Folder.Write("models/panels/orders/one.sql", """
            -- panel: orders/one
            -- title: One order
            -- parameter: order_id text
            -- parameter: from date optional
            -- parameter: most integer optional
            select order_id, status, customer_name from gold.sales
            where order_id = $order_id and ($from is null or sale_timestamp >= cast($from as date)) and quantity <= coalesce($most, 1000000)
            """);
        Folder.Write("models/panels/commerce/fraud.sql", """
            -- panel: commerce/fraud
            -- title: Fraud
            -- column: n = flags, all of them
            select count(*) as n from gold.fraud_flags
            """);
        Folder.Write("models/panels/trust/values.sql", """
            -- panel: trust/values
            -- title: Values of every type
            select 1 as i, 9007199254740993 as big, 0.5 as de, 1.5::double as d, 'nan'::double as nan, true as b, date '2026-01-02' as da,
                timestamp '2026-01-02 03:04:05.600' as ts, '<script>alert(1)</script>' as t, 'ab'::blob as bl, null as n, [1, 2] as l, count(*) as c
            from gold.sales
            """);
    }
}
