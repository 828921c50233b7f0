using Waybill.Connectors.Files;
using Waybill.DuckDb;
using Waybill.Events.Feeds;
using Waybill.Events.Hashing;
using Waybill.Events.Rows;
using Waybill.Events.Sinks;
using Waybill.Events.Values;

namespace Waybill.Connectors.Truth;

/// <summary>
/// One day's clean rows as Parquet, written while they come: <c>truth/orders/yyyy-MM-dd.parquet</c> and
/// <c>truth/order_status_events/yyyy-MM-dd.parquet</c>.
/// </summary>
public sealed class DayTruth : ITruthSink, IDisposable
{
    private const int HashedAtOnce = 1 << 20;

    private readonly string _root;
    private readonly string _ordersPath;
    private readonly string _statusesPath;
    private readonly RowPipe<SalesRow> _orders;
    private readonly RowPipe<StatusRow> _statuses;
    private readonly Task _ordersWritten;
    private readonly Task _statusesWritten;
    private bool _isComplete;

    /// <param name="database">Writes one day at a time.</param>
    /// <param name="root">Absolute path of the workspace.</param>
    /// <param name="day">Days since 1970-01-01.</param>
    public DayTruth(TruthDatabase database, string root, int day)
    {
        ArgumentNullException.ThrowIfNull(database);
        _root = root;
        string file = $"{Instant.FromDay(day).ToString()[..10]}.parquet";
        _ordersPath = $"truth/orders/{file}";
        _statusesPath = $"truth/order_status_events/{file}";
        (_orders, _ordersWritten) = database.WriteOrders(Stage(_ordersPath));
        (_statuses, _statusesWritten) = database.WriteStatuses(Stage(_statusesPath));
    }

    public void Append(ReadOnlySpan<SalesRow> orders, ReadOnlySpan<StatusRow> statuses)
    {
        int nextStatus = 0;
        foreach (ref readonly SalesRow order in orders)
        {
            while (nextStatus < statuses.Length && statuses[nextStatus].SourceSeq < order.SourceSeq)
            {
                _statuses.Write(in statuses[nextStatus++]);
            }

            _orders.Write(in order);
            _statuses.Write(new StatusRow(order.Id, OrderStatus.Pending, order.SoldAt, order.SourceSeq));
        }

        foreach (ref readonly StatusRow status in statuses[nextStatus..])
        {
            _statuses.Write(in status);
        }
    }

    /// <summary>Ends both files and forces them to the disk.</summary>
    public void Complete()
    {
        _orders.Complete();
        _statuses.Complete();
        _isComplete = true;
        Await(_ordersWritten, _ordersPath);
        Await(_statusesWritten, _statusesPath);
    }

    /// <summary>Gives the files their names.</summary>
    public IReadOnlyList<WrittenFile> Publish() => [Publish(_ordersPath), Publish(_statusesPath)];

    public void Dispose()
    {
        if (!_isComplete)
        {
            var stopped = new OperationCanceledException("The day was not finished.");
            _orders.Fail(stopped);
            _statuses.Fail(stopped);
        }

        // Both have ended or are about to; how they ended no longer matters to anybody.
        ((IAsyncResult)_ordersWritten).AsyncWaitHandle.WaitOne();
        ((IAsyncResult)_statusesWritten).AsyncWaitHandle.WaitOne();
    }

    private static void Await(Task written, string path)
    {
        try
        {
            written.GetAwaiter().GetResult();
        }
        catch (DuckDbException e)
        {
            throw FileErrors.Explain(path, e);
        }
    }

    private string Stage(string path)
    {
        string staged = StagedFile.StagedPath(Path.Combine(_root, path));
        return FileErrors.Guard(staged, () =>
        {
            StagedFile.CreateFolderOf(staged);
            return staged;
        });
    }

    private WrittenFile Publish(string path)
    {
        string target = Path.Combine(_root, path);
        string staged = StagedFile.StagedPath(target);
        return FileErrors.Guard(target, () =>
        {
            var hash = new XxHash64();
            using (var file = File.OpenHandle(staged, FileMode.Open, FileAccess.ReadWrite))
            {
                byte[] buffer = new byte[HashedAtOnce];
                for (int read; (read = RandomAccess.Read(file, buffer, hash.Length)) > 0;)
                {
                    hash.Append(buffer.AsSpan(0, read));
                }

                RandomAccess.FlushToDisk(file);
            }

            File.Move(staged, target, overwrite: true);
            return new WrittenFile(path, hash.Length, hash.Value);
        });
    }
}
