using System.Runtime.CompilerServices;

namespace Waybill.Sim.Kernel;

/// <summary>
/// What is due later, one bucket for each coming drop window, unsorted: filing costs an array write, and a day never
/// touches the days after it. Entries are packed by their owner into 64 bits; a bucket keeps their order.
/// </summary>
public sealed class Calendar
{
    /// <summary>How many windows ahead something can be due: 256 days of four.</summary>
    public const int Horizon = 1024;

    private readonly ulong[][] _buckets = new ulong[Horizon][];
    private readonly int[] _counts = new int[Horizon];
    private int _first;

    public Calendar() => Array.Fill(_buckets, []);

    /// <summary>Forgets everything; the calendar now starts at this window.</summary>
    public void Clear(int firstWindow)
    {
        Array.Clear(_counts);
        _first = firstWindow;
    }

    /// <param name="window">From the first window to before first + <see cref="Horizon"/>.</param>
    /// <param name="entry">What is due.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int window, ulong entry)
    {
        if ((uint)(window - _first) >= Horizon)
        {
            ThrowOutside(window);
        }

        int bucket = window & (Horizon - 1);
        int count = _counts[bucket];
        if (count == _buckets[bucket].Length)
        {
            Array.Resize(ref _buckets[bucket], Math.Max(count * 2, 8));
        }

        _buckets[bucket][count] = entry;
        _counts[bucket] = count + 1;
    }

    /// <summary>
    /// Takes everything due in the first window and moves on to the next one. The memory is used again by what is
    /// added one horizon later.
    /// </summary>
    public ReadOnlySpan<ulong> TakeFirst()
    {
        int bucket = _first & (Horizon - 1);
        ReadOnlySpan<ulong> due = _buckets[bucket].AsSpan(0, _counts[bucket]);
        _counts[bucket] = 0;
        _first++;
        return due;
    }

    public void Save(SnapshotWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        int used = _counts.Count(count => count > 0);
        writer.WriteNumber(used);
        for (int ahead = 0; ahead < Horizon; ahead++)
        {
            int bucket = (_first + ahead) & (Horizon - 1);
            if (_counts[bucket] > 0)
            {
                writer.WriteNumber(ahead);
                writer.WriteWords(_buckets[bucket].AsSpan(0, _counts[bucket]));
            }
        }
    }

    public void Load(int firstWindow, ref SnapshotReader reader)
    {
        Clear(firstWindow);
        for (long left = reader.ReadNumber(Horizon); left > 0; left--)
        {
            int bucket = (firstWindow + (int)reader.ReadNumber(Horizon - 1)) & (Horizon - 1);
            _counts[bucket] = reader.ReadWords(ref _buckets[bucket]);
        }
    }

    private void ThrowOutside(int window) => throw new ArgumentOutOfRangeException(
        nameof(window), window, $"The calendar covers windows {_first} to {_first + Horizon - 1}.");
}
