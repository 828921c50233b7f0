using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Waybill.Events.Telemetry;

/// <summary>
/// Gives the same string for the same bytes, without making it again. Bounded: when it is full it begins anew, and texts that are long
/// or fall on crowded places are made each time, so no sender can make it slow or large.
/// </summary>
internal sealed class SharedTexts
{
    /// <summary>Longer texts are not shared.</summary>
    public const int MaxLength = 64;

    private const int FirstCapacity = 1 << 10;
    private const int MaxCapacity = 1 << 19;
    private const int MaxProbes = 16;
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    private Entry[] _entries = new Entry[FirstCapacity];
    private int _count;

    /// <summary>The string of bytes that were seen before, or null.</summary>
    public string? Find(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxLength)
        {
            return null;
        }

        uint hash = Hash(utf8);
        uint mask = (uint)_entries.Length - 1;
        for (uint probe = 0; probe < MaxProbes; probe++)
        {
            ref readonly Entry entry = ref _entries[(hash + probe) & mask];
            if (entry.Text is null)
            {
                return null;
            }

            if (entry.Hash == hash && Ascii.Equals(utf8, entry.Text))
            {
                return entry.Text;
            }
        }

        return null;
    }

    /// <summary>Remembers bytes that <see cref="Find"/> did not know.</summary>
    /// <param name="utf8">ASCII without escapes.</param>
    public string Add(ReadOnlySpan<byte> utf8)
    {
        string text = Encoding.ASCII.GetString(utf8);
        if (utf8.Length <= MaxLength)
        {
            if (_count >= _entries.Length / 2)
            {
                Grow();
            }

            Put(new Entry(Hash(utf8), text));
        }

        return text;
    }

    private static uint Hash(ReadOnlySpan<byte> utf8)
    {
        ulong hash = (ulong)utf8.Length * Multiplier;
        if (utf8.Length < sizeof(ulong))
        {
            foreach (byte b in utf8)
            {
                hash = (hash ^ b) * Multiplier;
            }
        }
        else
        {
            ReadOnlySpan<byte> rest = utf8;
            while (rest.Length > sizeof(ulong))
            {
                hash = BitOperations.RotateLeft((hash ^ BinaryPrimitives.ReadUInt64LittleEndian(rest)) * Multiplier, 29);
                rest = rest[sizeof(ulong)..];
            }

            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(utf8[^sizeof(ulong)..])) * Multiplier;
        }

        return (uint)(hash >> 32);
    }

    private void Put(in Entry added)
    {
        uint mask = (uint)_entries.Length - 1;
        for (uint probe = 0; probe < MaxProbes; probe++)
        {
            ref Entry entry = ref _entries[(added.Hash + probe) & mask];
            if (entry.Text is null)
            {
                entry = added;
                _count++;
                return;
            }
        }
    }

    private void Grow()
    {
        Entry[] old = _entries;
        _count = 0;
        if (old.Length >= MaxCapacity)
        {
            Array.Clear(_entries);
            return;
        }

        _entries = new Entry[old.Length * 2];
        foreach (ref readonly Entry entry in old.AsSpan())
        {
            if (entry.Text is not null)
            {
                Put(entry);
            }
        }
    }

    private readonly record struct Entry(uint Hash, string? Text);
}
