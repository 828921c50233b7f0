using System.Globalization;
using Waybill.Events.Text;

namespace Waybill.Connectors.Capture;

/// <summary>What the lines of a transaction have in common: <c>,tx,committed_at,</c>.</summary>
internal sealed class TransactionMark
{
    private const int LongestText = 64;

    /// <summary>PostgreSQL counts from here.</summary>
    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly ByteBuffer _text = new(LongestText);

    public ReadOnlySpan<byte> Text => _text.Written;

    /// <summary>When it was committed, UTC.</summary>
    public DateTime CommittedAt { get; private set; }

    /// <param name="number">The server's number of the transaction.</param>
    /// <param name="micros">µs since 2000.</param>
    public void Set(long number, long micros) => Set(number, Epoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond));

    public void Set(long number, DateTime committedAt)
    {
        CommittedAt = committedAt;
        _text.Clear();
        _text.Append((byte)',');
        _text.Advance(Utf8Number.WriteSigned(ref _text.Reserve(LongestText), 0, number));
        _text.Append((byte)',');
        committedAt.TryFormat(_text.GetSpan(LongestText), out var written, "yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        _text.Advance(written);
        _text.Append((byte)',');
    }
}
