using Waybill.Events.Feeds;
using Waybill.Events.Text;
using Waybill.Events.Values;

namespace Waybill.Sim.Faults;

/// <summary>The ledger's key of a clean row, read back from its line.</summary>
internal static class LineKeys
{
    /// <param name="feed">The feed.</param>
    /// <param name="line">A clean line.</param>
    /// <param name="localDay">The plant's own day of the row.</param>
    public static byte[] Of(FeedDefinition feed, ReadOnlySpan<byte> line, int localDay)
    {
        if (feed == FeedCatalogue.Logistics)
        {
            return [.. Field(line, 0), (byte)'|', .. Field(line, 1)];
        }

        if (feed == FeedCatalogue.SensorLogs)
        {
            return [.. Text(line, 1), (byte)' ', .. Text(line, 3)];
        }

        if (feed == FeedCatalogue.OperatorLogs)
        {
            Span<byte> date = stackalloc byte[Utf8Date.TimestampLength + Utf8Number.Slack];
            int length = Utf8Date.WriteDate(ref date[0], 0, localDay);
            return [.. Field(line, 1), (byte)' ', .. date[..length], (byte)' ', .. Field(line, 0)];
        }

        return Field(line, 0).ToArray();
    }

    /// <summary>The plant's own day on which something happened.</summary>
    public static int LocalDay(Instant time, int secondsAheadOfUtc) => time.AddSeconds(secondsAheadOfUtc).Day;

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> line, int index)
    {
        for (; index > 0; index--)
        {
            line = line[(CsvText.FieldLength(line) + 1)..];
        }

        return line[..CsvText.FieldLength(line)];
    }

    /// <summary>The n-th text in quotes of an object, its keys counted too.</summary>
    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> line, int index)
    {
        for (int quotes = (index * 2) + 1; quotes > 0; quotes--)
        {
            line = line[(line.IndexOf((byte)'"') + 1)..];
        }

        return line[..line.IndexOf((byte)'"')];
    }
}
