using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;
using Waybill.Events.Feeds;
using Waybill.Events.Text;

namespace Waybill.Events.Ledger;

/// <summary>
/// Kind and feed as ledger lines have them, each after its comma and with the comma that follows, rendered once. Two feeds
/// of the same place in the cache take turns. Not for use by several threads.
/// </summary>
internal sealed class LedgerLeadCache
{
    /// <summary>Places for feeds; their names differ in length, but for few.</summary>
    private const int Feeds = 8;
    private const int Stride = 64;

    private readonly FeedDefinition?[] _feeds = new FeedDefinition?[FaultKinds.Count * Feeds];
    private readonly int[] _lengths = new int[FaultKinds.Count * Feeds];
    private readonly byte[] _text = new byte[FaultKinds.Count * Feeds * Stride];

    /// <summary>Writes <c>,kind,feed,</c>; positions as in <see cref="Utf8Number"/>, up to 64 bytes are scribbled on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Write(ref byte buffer, int at, FaultKind kind, FeedDefinition feed)
    {
        int slot = ((int)kind * Feeds) + (feed.Name.Length % Feeds);
        if (!ReferenceEquals(feed, _feeds[slot]))
        {
            Render(slot, kind, feed);
        }

        ref byte source = ref _text[slot * Stride];
        ref byte target = ref Unsafe.Add(ref buffer, at);
        Vector256.LoadUnsafe(ref source).StoreUnsafe(ref target);
        Vector256.LoadUnsafe(ref source, (nuint)Vector256<byte>.Count).StoreUnsafe(ref target, (nuint)Vector256<byte>.Count);
        return at + _lengths[slot];
    }

    private void Render(int slot, FaultKind kind, FeedDefinition feed)
    {
        ReadOnlySpan<byte> name = FaultKinds.Utf8Name(kind);
        Span<byte> text = _text.AsSpan(slot * Stride, Stride);
        text[0] = (byte)',';
        name.CopyTo(text[1..]);
        text[name.Length + 1] = (byte)',';
        _lengths[slot] = name.Length + Encoding.ASCII.GetBytes(feed.Name, text[(name.Length + 2)..]) + 3;
        text[_lengths[slot] - 1] = (byte)',';
        _feeds[slot] = feed;
    }
}
