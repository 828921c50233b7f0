using Waybill.Events.Values;

namespace Waybill.Sim.Kernel;

/// <summary>
/// What is on its way between cells. Cells share nothing within a day: they post what leaves them, and at the day's
/// boundary everything is put in one order that does not depend on who posted first, (time, sender, order of posting). A
/// cell then takes what reaches it on its new day. Every crossing takes until the next day at least.
/// </summary>
public sealed class HandOverBox
{
    private readonly Lock _gate = new();
    private readonly List<(int From, int Sequence, HandOver Item)> _posted = [];
    private readonly SortedDictionary<(int To, int Day), List<HandOver>> _waiting = [];

    /// <summary>Posts what left a cell on a day; called once a day by each cell that has something to post.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="day">The day that is being played.</param>
    /// <param name="items">What leaves, in the sender's own order.</param>
    public void Post(int from, int day, ReadOnlySpan<HandOver> items)
    {
        lock (_gate)
        {
            for (int i = 0; i < items.Length; i++)
            {
                if (items[i].At.Day <= day)
                {
                    throw new ArgumentOutOfRangeException(
                        nameof(items), items[i].At, $"What leaves cell {from} on a day reaches another cell on a later one.");
                }

                _posted.Add((from, i, items[i]));
            }
        }
    }

    /// <summary>The boundary between two days: nobody may be posting or taking.</summary>
    public void CloseDay()
    {
        foreach ((_, _, HandOver item) in _posted.OrderBy(post => post.Item.At).ThenBy(post => post.From).ThenBy(post => post.Sequence))
        {
            var key = (item.To, item.At.Day);
            if (!_waiting.TryGetValue(key, out List<HandOver>? list))
            {
                _waiting.Add(key, list = []);
            }

            // What was posted on an earlier day comes first at the same moment.
            int place = list.Count;
            while (place > 0 && list[place - 1].At > item.At)
            {
                place--;
            }

            list.Insert(place, item);
        }

        _posted.Clear();
    }

    /// <summary>Takes what reaches a cell on a day, by time.</summary>
    public IReadOnlyList<HandOver> Take(int cell, int day)
    {
        lock (_gate)
        {
            return _waiting.Remove((cell, day), out List<HandOver>? list) ? list : [];
        }
    }

    /// <summary>Between two days only.</summary>
    public void Save(SnapshotWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        List<HandOver> items = [.. _waiting.Values.SelectMany(list => list)];
        writer.WriteNumber(items.Count);
        foreach (HandOver item in items)
        {
            writer.WriteNumber(item.To);
            writer.WriteNumber(item.At.Microseconds);
            writer.WriteWords([item.Payload]);
        }
    }

    public void Load(ref SnapshotReader reader)
    {
        _posted.Clear();
        _waiting.Clear();
        ulong[] payload = new ulong[1];
        for (long left = reader.ReadNumber(int.MaxValue); left > 0; left--)
        {
            int to = (int)reader.ReadNumber(int.MaxValue);
            var at = new Instant(reader.ReadNumber());
            reader.ReadWords(ref payload);
            (_waiting.TryGetValue((to, at.Day), out List<HandOver>? list) ? list : _waiting[(to, at.Day)] = [])
                .Add(new HandOver(to, at, payload[0]));
        }
    }
}
