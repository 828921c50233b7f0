using System.Collections.Concurrent;
using System.Globalization;
using Waybill.Connectors.Kafka;
using Waybill.Connectors.Redis;
using Waybill.Speed.Engine;
using Waybill.Speed.Rules;
using Waybill.Speed.Runtime;

namespace Waybill.Bench;

/// <summary>All rules over what comes, alerts and trucks to Redis: <c>waybill live</c> without archive and state.</summary>
internal sealed class RulesWork(string seeds, int redisPort) : IPartitionWork
{
    private readonly ConcurrentDictionary<int, PartitionRunner> _runners = new();
    private readonly LiveRules _rules = new(
        AlertRulesCsv.Read(File.ReadAllText(Path.Combine(seeds, "alert_rules.csv")), "alert_rules.csv"),
        RoutesCsv.Read(File.ReadAllText(Path.Combine(seeds, "routes.csv")), "routes.csv"), new EngineOptions());

    private readonly LiveOutlets _outlets = new()
    {
        Sink = new RedisLiveSink(RedisAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"redis://127.0.0.1:{redisPort}")), new RedisOptions()),
    };

    public async Task<StartAt> BeginAsync(string topic, int partition, CancellationToken cancellation)
    {
        var runner = _runners[partition] = new PartitionRunner(topic, partition, _rules, _outlets, new PartitionCalls(), LiveOptions.Default, TimeProvider.System);
        await runner.BeginAsync(cancellation);
        return StartAt.Beginning;
    }

    public Task HandleAsync(ReadingBatch batch, CancellationToken cancellation) => _runners[batch.Partition].HandleAsync(batch.Messages, cancellation);

    public async Task EndAsync(string topic, int partition, bool isLost)
    {
        await _runners[partition].EndAsync(isLost);
        _runners[partition].Dispose();
    }
}
