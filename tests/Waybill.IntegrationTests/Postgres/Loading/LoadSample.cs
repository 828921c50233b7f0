using Waybill.Connectors.Postgres;
using Waybill.Connectors.Postgres.Loading;
using Waybill.IntegrationTests.Lake;
using Waybill.Lake;

namespace Waybill.IntegrationTests.Postgres.Loading;

/// <summary>A lake of a test and the schema that its tables are loaded into.</summary>
internal sealed class LoadSample(PostgresServer server, string schema) : IDisposable
{
    public TemporaryLake Lake { get; } = new();

    public LoadedSchema Loaded { get; } = new(server, schema);

    public void Dispose() => Lake.Dispose();

    /// <summary>A table of the lake, loaded under its own name.</summary>
    public static LoadTable Table(LakeTable table, params string[] key) => new() { Name = table.Id.Name, Source = new LakeLoadSource(table), Key = key };

    public Task<LoadResult> Load(params LoadTable[] tables) => Load(fullRefresh: false, new Progress<LoadStep>(), tables);

    public Task<LoadResult> Load(bool fullRefresh, IProgress<LoadStep> progress, params LoadTable[] tables) =>
        new PostgresLoad(PostgresDatabase.Parse(Loaded.Address), new PostgresLoadOptions { Schema = schema, FullRefresh = fullRefresh })
            .RunAsync(Lake.Sql, tables, progress, default);

    public long Differences(LakeTable table) => Loaded.Differences(Lake.Sql, table.ToSql(), table.Id.Name);
}
