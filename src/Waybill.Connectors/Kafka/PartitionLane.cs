using System.Threading.Channels;

namespace Waybill.Connectors.Kafka;

/// <summary>
/// One partition while it is ours: batches that wait, and one task that works on them in order. All but the task's own work happens on the
/// thread that polls.
/// </summary>
internal sealed class PartitionLane : IDisposable
{
    private readonly IPartitionWork _work;
    private readonly Channel<ReadingBatch> _waiting = Channel.CreateUnbounded<ReadingBatch>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly int _room;
    private readonly CancellationTokenSource _cancel = new();
    private readonly Task _task;
    private volatile bool _isStopping;
    private long _waitingBytes;
    private long _handled;

    public PartitionLane(string topic, int partition, long next, int room, IPartitionWork work)
    {
        Topic = topic;
        Partition = partition;
        Next = next;
        _handled = next;
        _room = room;
        _work = work;
        _task = Task.Run(RunAsync);
    }

    public string Topic { get; }

    public int Partition { get; }

    /// <summary>The first offset that has not been taken from the client; below zero while it is not known.</summary>
    public long Next { get; set; }

    /// <summary>The first offset that has not been worked on; below zero while it is not known.</summary>
    public long Handled => Volatile.Read(ref _handled);

    /// <summary>More waits than there is room for.</summary>
    public bool IsFull => Volatile.Read(ref _waitingBytes) > _room;

    /// <summary>Half of the room is free again: who goes on earlier stops again at once.</summary>
    public bool HasRoom => Volatile.Read(ref _waitingBytes) <= _room / 2;

    /// <summary>The client fetches nothing for the partition.</summary>
    public bool IsHeld { get; set; }

    /// <summary>What ended the work, or null.</summary>
    public Exception? Fault => _task.Exception?.InnerException;

    /// <summary>Hands a batch over.</summary>
    public void Hand(ReadingBatch batch)
    {
        Next = batch.NextOffset;
        Interlocked.Add(ref _waitingBytes, batch.Bytes);
        _ = _waiting.Writer.TryWrite(batch); // never full, and only ended when the lane is given up
    }

    /// <summary>Ends the work: the batch in hand is finished if there is time, those that wait are not begun.</summary>
    /// <param name="isLost">Ends the batch in hand at once.</param>
    /// <param name="patience">How long it has otherwise.</param>
    public async Task StopAsync(bool isLost, TimeSpan patience)
    {
        _isStopping = true;
        _waiting.Writer.TryComplete();
        if (isLost)
        {
            await _cancel.CancelAsync().ConfigureAwait(false);
        }
        else
        {
            _cancel.CancelAfter(patience);
        }

        await _task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Dispose();
        await _work.EndAsync(Topic, Partition, isLost).ConfigureAwait(false);
    }

    public void Dispose() => _cancel.Dispose();

    private async Task RunAsync()
    {
        await foreach (var batch in _waiting.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                if (!_isStopping)
                {
                    await _work.HandleAsync(batch, _cancel.Token).ConfigureAwait(false);
                    Volatile.Write(ref _handled, batch.NextOffset);
                }
            }
            catch (OperationCanceledException) when (_cancel.IsCancellationRequested)
            {
                // What was not finished comes to the next member again.
            }
            finally
            {
                Interlocked.Add(ref _waitingBytes, -batch.Bytes);
                batch.Release();
            }
        }
    }
}
