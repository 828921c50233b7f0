namespace Waybill.Server.Panels;

/// <summary>
/// Keeps the answers that were asked for last, up to a number of bytes. Several who ask for the same at the same time wait for one
/// computation. What failed is not kept. Thread-safe.
/// </summary>
internal sealed class AnswerCache(long maxBytes)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _byUse = [];
    private long _bytes;

    /// <summary>The answer under a key, computed when nobody has asked for it before.</summary>
    public Task<CachedAnswer> Get(string key, Func<Task<CachedAnswer>> compute)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var known))
            {
                _byUse.Remove(known);
                _byUse.AddFirst(known);
                return known.Value.Answer;
            }

            var entry = new Entry(key);
            _entries.Add(key, _byUse.AddFirst(entry));
            entry.Answer = ComputeAsync(entry, compute);
            return entry.Answer;
        }
    }

    private async Task<CachedAnswer> ComputeAsync(Entry entry, Func<Task<CachedAnswer>> compute)
    {
        try
        {
            var answer = await compute().ConfigureAwait(false);
            Keep(entry, answer);
            return answer;
        }
        catch
        {
            lock (_lock)
            {
                Remove(entry);
            }

            throw;
        }
    }

    private void Keep(Entry entry, CachedAnswer answer)
    {
        lock (_lock)
        {
            if (!_entries.ContainsKey(entry.Key))
            {
                return; // it had to make room before it was there
            }

            entry.Bytes = answer.Body.Length;
            _bytes += entry.Bytes;
            while (_bytes > maxBytes && _byUse.Last is { } last && last.Value != entry)
            {
                Remove(last.Value);
            }
        }
    }

    private void Remove(Entry entry)
    {
        if (_entries.Remove(entry.Key, out var node))
        {
            _byUse.Remove(node);
            _bytes -= entry.Bytes;
        }
    }

    private sealed class Entry(string key)
    {
        public string Key { get; } = key;

        public Task<CachedAnswer> Answer { get; set; } = Task.FromException<CachedAnswer>(new InvalidOperationException("Nothing computes this answer."));

        public long Bytes { get; set; }
    }
}
