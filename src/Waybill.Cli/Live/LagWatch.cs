using Waybill.Connectors.Kafka;

namespace Waybill.Cli.Live;

/// <summary>
/// How far this member is behind, and since when it is not. A partition counts as read to its end only after a while without lag and
/// without trouble with the brokers: before the first answer nobody knows the end.
/// </summary>
internal sealed class LagWatch(TimeProvider time)
{
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan TroubleLasts = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, (long Lag, long Since)> _partitions = [];
    private long? _troubleAt;
    private long? _emptySince;

    public long Total
    {
        get
        {
            lock (_lock)
            {
                return _partitions.Values.Sum(p => p.Lag);
            }
        }
    }

    public IReadOnlyList<int> Partitions
    {
        get
        {
            lock (_lock)
            {
                return [.. _partitions.Keys];
            }
        }
    }

    public void Look(IReadOnlyList<PartitionLag> lags)
    {
        var now = time.GetTimestamp();
        lock (_lock)
        {
            foreach (var gone in _partitions.Keys.Except(lags.Select(l => l.Partition)).ToList())
            {
                _partitions.Remove(gone);
            }

            foreach (var lag in lags)
            {
                var since = lag.Messages == 0 && _partitions.TryGetValue(lag.Partition, out var before) && before.Lag == 0 ? before.Since : now;
                _partitions[lag.Partition] = (lag.Messages, since);
            }

            _emptySince = _partitions.Count > 0 ? null : _emptySince ?? now;
        }
    }

    public void Trouble()
    {
        lock (_lock)
        {
            _troubleAt = time.GetTimestamp();
        }
    }

    /// <summary>The partition was read to its end a moment ago.</summary>
    public bool IsCaughtUp(int partition)
    {
        lock (_lock)
        {
            return !HasTrouble() && _partitions.TryGetValue(partition, out var p) && IsSettled(p);
        }
    }

    /// <summary>All partitions of this member were; or others have them all.</summary>
    public bool IsAllCaughtUp()
    {
        const int WithoutPartitionsSeconds = 20;
        lock (_lock)
        {
            return !HasTrouble() && (_partitions.Count > 0
                ? _partitions.Values.All(IsSettled)
                : _emptySince is { } since && time.GetElapsedTime(since).TotalSeconds > WithoutPartitionsSeconds);
        }
    }

    private bool IsSettled((long Lag, long Since) partition) => partition.Lag == 0 && time.GetElapsedTime(partition.Since) >= Settled;

    private bool HasTrouble() => _troubleAt is { } at && time.GetElapsedTime(at) < TroubleLasts;
}
