namespace Waybill.Speed.Engine;

/// <summary>When each truck must have been heard of again, side by side, so that the clock can ask a hundred thousand at once.</summary>
internal sealed class SilenceWatch
{
    /// <summary>Nobody waits for the truck.</summary>
    public const long Never = long.MaxValue;

    private long[] _due = new long[16];
    private int _count;
    private long _earliest = Never;

    public void Set(int truck, long due)
    {
        if (truck >= _count)
        {
            Grow(truck + 1);
        }

        _due[truck] = due;
        if (due < _earliest)
        {
            _earliest = due;
        }
    }

    /// <summary>The first truck from an index on that should have been heard of before a time; -1 when there is none.</summary>
    public int NextOverdue(int from, long clock)
    {
        if (_earliest >= clock)
        {
            return -1;
        }

        for (int i = from; i < _count; i++)
        {
            if (_due[i] < clock)
            {
                return i;
            }
        }

        _earliest = Never;
        foreach (long due in _due.AsSpan(0, _count))
        {
            _earliest = Math.Min(_earliest, due);
        }

        return -1;
    }

    private void Grow(int count)
    {
        if (count > _due.Length)
        {
            Array.Resize(ref _due, Math.Max(count, _due.Length * 2));
        }

        _due.AsSpan(_count..count).Fill(Never);
        _count = count;
    }
}
