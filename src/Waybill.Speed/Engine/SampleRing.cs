using Waybill.Speed.Rules;

namespace Waybill.Speed.Engine;

/// <summary>The readings of a segment that may still matter, in the order of their time, without doubles.</summary>
internal sealed class SampleRing
{
    private const int FirstCapacity = 8;

    /// <summary>Half an hour of readings every thirty seconds; beyond, doubling would waste more than it saves.</summary>
    private const int DoubledUpTo = 64;

    private Sample[] _samples = new Sample[FirstCapacity];
    private SampleExtras[]? _extras;

    public SampleRing(bool withExtras) => _extras = withExtras ? new SampleExtras[FirstCapacity] : null;

    public int Count { get; private set; }

    public ref readonly Sample this[int index] => ref _samples[index];

    public ref readonly Sample Last => ref _samples[Count - 1];

    public ReadOnlySpan<Sample> Samples => _samples.AsSpan(0, Count);

    public ReadOnlySpan<SampleExtras> Extras => _extras is null ? default : _extras.AsSpan(0, Count);

    public SampleExtras ExtrasOf(int index) => _extras![index]; // Only rules that made them be kept ask.

    public void Append(in Sample sample, in SampleExtras extras)
    {
        if (Count == _samples.Length)
        {
            Resize(Count < DoubledUpTo ? Count * 2 : Count + (Count / 2));
        }

        _samples[Count] = sample;
        if (_extras is not null)
        {
            _extras[Count] = extras;
        }

        Count++;
    }

    /// <summary>Puts a reading where its time belongs. False when there is one of that time.</summary>
    /// <param name="sample">The reading.</param>
    /// <param name="extras">Its other fields.</param>
    /// <param name="index">Where it is.</param>
    public bool Insert(in Sample sample, in SampleExtras extras, out int index)
    {
        index = Search(sample.At);
        if (index < Count && this[index].At == sample.At)
        {
            return false;
        }

        Append(sample, extras);
        Sample inserted = sample;
        int moved = Count - 1 - index;
        Array.Copy(_samples, index, _samples, index + 1, moved);
        _samples[index] = inserted;
        if (_extras is not null)
        {
            Array.Copy(_extras, index, _extras, index + 1, moved);
            _extras[index] = extras;
        }

        return true;
    }

    public bool Contains(long at)
    {
        int index = Search(at);
        return index < Count && this[index].At == at;
    }

    /// <summary>Gives up the first readings. The others move, which happens once in a lateness.</summary>
    public void Drop(int count)
    {
        Samples[count..].CopyTo(_samples);
        if (_extras is not null)
        {
            Extras[count..].CopyTo(_extras);
        }

        Count -= count;
        if (_samples.Length > DoubledUpTo && Count < _samples.Length / 8)
        {
            Resize(Math.Max(FirstCapacity, Count * 2));
        }
    }

    /// <summary>Gives back memory that a segment which has ended will not need.</summary>
    public void Trim()
    {
        if (_samples.Length > Count + FirstCapacity)
        {
            Resize(Count + 1);
        }
    }

    /// <summary>Puts the readings of a snapshot back.</summary>
    public void Restore(Sample[] samples, SampleExtras[] extras)
    {
        (_samples, Count) = (samples, samples.Length);
        _extras = _extras is null ? null : extras;
    }

    /// <summary>Index of the first reading that is not before a time.</summary>
    private int Search(long at)
    {
        int low = 0;
        int high = Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (this[middle].At < at)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private void Resize(int capacity)
    {
        var samples = new Sample[capacity];
        Samples.CopyTo(samples);
        if (_extras is not null)
        {
            var extras = new SampleExtras[capacity];
            Extras.CopyTo(extras);
            _extras = extras;
        }

        _samples = samples;
    }
}
