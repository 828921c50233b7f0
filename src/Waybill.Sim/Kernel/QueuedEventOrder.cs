namespace Waybill.Sim.Kernel;

/// <summary>The total order (time, priority, sequence) for the library's sort.</summary>
internal readonly struct QueuedEventOrder<T> : IComparer<QueuedEvent<T>>
    where T : struct
{
    public int Compare(QueuedEvent<T> x, QueuedEvent<T> y)
    {
        int byTime = x.Time.Microseconds.CompareTo(y.Time.Microseconds);
        return byTime != 0 ? byTime : x.Order.CompareTo(y.Order);
    }
}
