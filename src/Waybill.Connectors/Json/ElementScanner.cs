using System.Buffers;

namespace Waybill.Connectors.Json;

/// <summary>
/// Finds the elements of a JSON array, of values one after the other, or of JSON lines. Commas, blanks and the array's
/// own brackets separate. After an element whose brackets do not match, the next one is recognised by an opening brace
/// that stands behind a comma or first on its line, and by its first key, which is that of the file's first element.
/// </summary>
/// <param name="isLines">True when every line is an element.</param>
/// <param name="maxBytes">Longest element.</param>
/// <param name="firstKey">The first key with its quotes, or null while none is known.</param>
internal readonly unsafe struct ElementScanner(bool isLines, int maxBytes, byte[]? firstKey)
{
    private const byte LineFeed = (byte)'\n';

    private static readonly SearchValues<byte> ScalarEnds = SearchValues.Create(",]}\r\n\t "u8);

    /// <param name="from">Behind the last element.</param>
    /// <param name="end">End of the bytes at hand.</param>
    /// <param name="isEnd">True when nothing follows <paramref name="end"/>.</param>
    internal ElementScan Scan(byte* from, byte* end, bool isEnd)
    {
        var start = SkipSeparators(from, end);
        if (start == end)
        {
            return new ElementScan { Outcome = isEnd ? ElementOutcome.End : ElementOutcome.NeedsMore, Start = (nint)start };
        }

        var scan = isLines ? ScanLine(start, end, isEnd) : ScanValue(start, end, isEnd);
        scan.Start = (nint)start;
        if (scan.Outcome is ElementOutcome.Element or ElementOutcome.NeedsMore
            && (scan.Outcome == ElementOutcome.Element ? (byte*)scan.End : end) - start > maxBytes)
        {
            scan.Outcome = ElementOutcome.TooLong;
        }

        return scan;
    }

    private static ElementScan ScanLine(byte* start, byte* end, bool isEnd)
    {
        var length = new ReadOnlySpan<byte>(start, (int)(end - start)).IndexOf(LineFeed);
        if (length < 0 && !isEnd)
        {
            return new ElementScan { Outcome = ElementOutcome.NeedsMore };
        }

        return Trimmed(ElementOutcome.Element, start, length < 0 ? end : start + length);
    }

    private ElementScan ScanValue(byte* start, byte* end, bool isEnd)
    {
        var bytes = new ReadOnlySpan<byte>(start, (int)(end - start));
        if (*start is not ((byte)'{' or (byte)'[' or (byte)'"'))
        {
            // A number, a word, or something stray: up to the next separator.
            var length = bytes[1..].IndexOfAny(ScalarEnds);
            return length < 0 && !isEnd
                ? new ElementScan { Outcome = ElementOutcome.NeedsMore }
                : new ElementScan { Outcome = ElementOutcome.Element, End = (nint)(length < 0 ? end : start + 1 + length) };
        }

        var balance = default(BracketBalance);
        var taken = balance.Feed(bytes);
        if (taken > 0)
        {
            return new ElementScan { Outcome = ElementOutcome.Element, End = (nint)(start + taken) };
        }

        return balance.IsBroken || isEnd || bytes.Length > maxBytes
            ? Resume(start, end, isEnd, balance.IsBroken)
            : new ElementScan { Outcome = ElementOutcome.NeedsMore };
    }

    /// <summary>Looks for the next element behind one that has no end.</summary>
    private ElementScan Resume(byte* start, byte* end, bool isEnd, bool isBroken)
    {
        for (var at = start + 1; at < end; at++)
        {
            var length = new ReadOnlySpan<byte>(at, (int)(end - at)).IndexOf((byte)'{');
            if (length < 0)
            {
                break;
            }

            at += length;
            if (IsElementStart(start, at, end, isEnd, out var isCertain))
            {
                return Trimmed(ElementOutcome.Broken, start, at);
            }

            if (!isCertain && end - start <= maxBytes)
            {
                return new ElementScan { Outcome = ElementOutcome.NeedsMore };
            }
        }

        if (isEnd)
        {
            return Trimmed(ElementOutcome.Broken, start, end);
        }

        return isBroken && end - start <= maxBytes
            ? new ElementScan { Outcome = ElementOutcome.NeedsMore }
            : new ElementScan { Outcome = ElementOutcome.TooLong };
    }

    private bool IsElementStart(byte* element, byte* brace, byte* end, bool isEnd, out bool isCertain)
    {
        isCertain = true;
        var before = brace - 1;
        var isFirstOnLine = false;
        while (before > element && IsBlank(*before))
        {
            isFirstOnLine |= *before == LineFeed;
            before--;
        }

        if (!isFirstOnLine && *before != (byte)',')
        {
            return false;
        }

        if (firstKey is null)
        {
            return isFirstOnLine;
        }

        var after = brace + 1;
        while (after < end && IsBlank(*after))
        {
            after++;
        }

        var rest = new ReadOnlySpan<byte>(after, (int)(end - after));
        isCertain = rest.Length >= firstKey.Length || isEnd;
        return rest.StartsWith(firstKey);
    }

    /// <summary>Without the separators at its end.</summary>
    private static ElementScan Trimmed(ElementOutcome outcome, byte* start, byte* end)
    {
        while (end > start + 1 && (IsBlank(end[-1]) || (outcome == ElementOutcome.Broken && end[-1] == (byte)',')))
        {
            end--;
        }

        return new ElementScan { Outcome = outcome, End = (nint)end };
    }

    private byte* SkipSeparators(byte* at, byte* end)
    {
        while (at < end && (IsBlank(*at) || (!isLines && *at is (byte)',' or (byte)']')))
        {
            at++;
        }

        return at;
    }

    private static bool IsBlank(byte c) => c is (byte)' ' or (byte)'\t' or LineFeed or (byte)'\r';
}
