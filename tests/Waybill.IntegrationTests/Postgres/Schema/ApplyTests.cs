using Waybill.Events;
using Xunit;

namespace Waybill.IntegrationTests.Postgres.Schema;

[Collection(SharedShopServer.Name)]
public sealed class ApplyTests(ShopServer shop)
{
    /// <summary>Everything that the files make, as text that must not change when they are applied again.</summary>
    private const string Everything = """
        select concat_ws('|', 'column', table_name, column_name, data_type, is_nullable, column_default) from information_schema.columns where table_schema = 'shop'
        union all select 'index|' || indexdef from pg_indexes where schemaname = 'shop'
        union all select 'constraint|' || conrelid::regclass || conname || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'shop'::regnamespace
        union all select 'trigger|' || pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid
            where c.relnamespace = 'shop'::regnamespace and not t.tgisinternal
        union all select 'function|' || pg_get_functiondef(oid) from pg_proc where pronamespace = 'shop'::regnamespace
        union all select 'view|' || viewname || definition from pg_views where schemaname = 'shop'
        union all select 'status|' || status from shop.order_statuses
        union all select 'move|' || from_status || to_status from shop.order_status_moves
        order by 1
        """;

    [Fact]
    public async Task Applied_twice_changes_nothing()
    {
        var database = shop.CopyStory();
        await using var connection = await shop.ConnectAsync(database);
        var before = await connection.ListAsync(Everything);
        var orders = await connection.ListAsync("select o::text from shop.orders o order by 1");

        var again = await ShopServer.Schema.ApplyAsync(shop.Address(database), CancellationToken.None);
        await connection.ExecuteAsync("update shop.schema_version set content_hash = 'an older one'");
        var anew = await ShopServer.Schema.ApplyAsync(shop.Address(database), CancellationToken.None);

        Assert.False(again.Changed);
        Assert.True(anew.Changed);
        Assert.Equal(before, await connection.ListAsync(Everything));
        Assert.Equal(orders, await connection.ListAsync("select o::text from shop.orders o order by 1"));
    }

    [Fact]
    public async Task Two_programs_that_apply_it_at_once_both_succeed()
    {
        var address = shop.Address(shop.Create());

        var states = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ShopServer.Schema.ApplyAsync(address, CancellationToken.None)));

        Assert.Single(states, state => state.Changed);
    }

    [Fact]
    public async Task Every_table_and_column_is_explained()
    {
        await using var connection = await shop.ReadStoryAsync();

        Assert.Empty(await connection.ListAsync("""
            select c.relname from pg_class c where c.relnamespace = 'shop'::regnamespace and c.relkind in ('r', 'v') and obj_description(c.oid, 'pg_class') is null
            union all
            select c.relname || '.' || a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relnamespace = 'shop'::regnamespace and c.relkind in ('r', 'v') and a.attnum > 0 and not a.attisdropped
                and col_description(c.oid, a.attnum) is null
            """));
    }

    [Fact]
    public async Task A_schema_of_somebody_else_is_refused_and_left_alone()
    {
        var database = shop.Create();
        await using var connection = await shop.ConnectAsync(database);
        await connection.ExecuteAsync("create schema shop; create table shop.orders (id int); insert into shop.orders values (1)");

        var refusal = await Refused(database);

        Assert.Equal(WaybillErrorKind.BadInput, refusal.Kind);
        Assert.Contains("holds something else", refusal.Message);
        Assert.Contains("another database", refusal.Advice);
        Assert.Equal(["orders"], await connection.ListAsync("select tablename from pg_tables where schemaname = 'shop'"));
    }

    [Fact]
    public async Task A_newer_version_is_refused()
    {
        var database = shop.CopyEmpty();
        await using var connection = await shop.ConnectAsync(database);
        await connection.ExecuteAsync("update shop.schema_version set version = 99, content_hash = 'newer'");

        var refusal = await Refused(database);

        Assert.Equal(WaybillErrorKind.NewerVersion, refusal.Kind);
        Assert.Contains("version 99", refusal.Message);
    }

    [Fact]
    public async Task An_older_version_is_refused_and_keeps_its_version()
    {
        var database = shop.CopyEmpty();
        await using var connection = await shop.ConnectAsync(database);
        await connection.ExecuteAsync("update shop.schema_version set version = 0, content_hash = 'older'");

        var refusal = await Refused(database);

        Assert.Equal(WaybillErrorKind.BadInput, refusal.Kind);
        Assert.Contains("version 0", refusal.Message);
        Assert.Contains("another database", refusal.Advice);
        Assert.Equal(0, await connection.ScalarAsync<int>("select version from shop.schema_version"));
    }

    [Fact]
    public async Task A_database_in_another_encoding_is_refused()
    {
        var refusal = await Refused(shop.Create("encoding 'LATIN1' locale 'C' template template0"));

        Assert.Equal(WaybillErrorKind.BadInput, refusal.Kind);
        Assert.Contains("LATIN1", refusal.Message);
    }

    [Fact]
    public async Task A_user_without_rights_is_told_what_is_missing()
    {
        var database = shop.Create();
        shop.Server.Execute("drop role if exists guest");
        shop.Server.Execute("create role guest login");

        var refusal = await Assert.ThrowsAsync<WaybillException>(() => ShopServer.Schema.ApplyAsync(shop.Address(database, "guest"), CancellationToken.None));

        Assert.Equal(WaybillErrorKind.Usage, refusal.Kind);
        Assert.Contains("grant create", refusal.Advice);
    }

    [Fact]
    public async Task The_files_can_be_applied_by_hand()
    {
        var database = shop.Create();
        await using var connection = await shop.ConnectAsync(database);
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "db"), "*.sql").Order(StringComparer.Ordinal);
        await connection.ExecuteAsync($"begin; {string.Concat(files.Select(File.ReadAllText))} commit");

        var state = await ShopServer.Schema.ApplyAsync(shop.Address(database), CancellationToken.None);

        Assert.True(state.Changed, "the program adds the hash of the files");
    }

    private Task<WaybillException> Refused(string database) =>
        Assert.ThrowsAsync<WaybillException>(() => ShopServer.Schema.ApplyAsync(shop.Address(database), CancellationToken.None));
}
