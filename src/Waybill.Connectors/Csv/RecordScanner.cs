namespace Waybill.Connectors.Csv;

/// <summary>
/// Reads one record byte by byte as RFC 4180 has it: the careful path, for records with quotes, and the judge of where
/// records begin for the survey that divides files.
/// <list type="bullet">
/// <item>A field is quoted when its first byte is a quote; a quote elsewhere is a letter like any other.</item>
/// <item>A closing quote stands before a delimiter, a line end or the end of the input.</item>
/// <item>A record with line ends inside quotes counts only when it is whole, as long as allowed, and has as many fields
/// as the header. Otherwise its quote was left open: only its first line is lost, and reading goes on with the next.</item>
/// </list>
/// </summary>
internal readonly unsafe struct RecordScanner(byte delimiter, int columns, int maxRecordBytes)
{
    private const byte Quote = (byte)'"';
    private const byte LineFeed = (byte)'\n';
    private const byte CarriageReturn = (byte)'\r';

    /// <param name="start">First byte of a record.</param>
    /// <param name="end">End of the bytes at hand.</param>
    /// <param name="isEnd">True when nothing follows <paramref name="end"/>.</param>
    /// <param name="fields">Takes the fields of a row, as many as the header has.</param>
    internal RecordScan Scan(byte* start, byte* end, bool isEnd, Span<CsvField> fields)
    {
        var limit = end - start > maxRecordBytes ? start + maxRecordBytes : end;
        var scan = new RecordScan { FailedField = -1 };
        for (var p = start; ;)
        {
            CsvField field;
            byte* fieldEnd;
            if (p < limit && *p == Quote)
            {
                scan.HasQuotes = true;
                var close = FindClosingQuote(p + 1, limit, out var hasEscapes);
                fieldEnd = close == null ? null : EndBehind(close, end, isEnd);
                if (fieldEnd == null)
                {
                    var mayGoOn = close == null || close + 2 >= end;
                    return mayGoOn && limit == end && !isEnd ? NeedsMore() : Fail(start, end, isEnd, scan, close);
                }

                field = new CsvField((nint)(p + 1), (int)(close - p - 1), hasEscapes);
                if (scan.FailedField < 0 && field.Bytes.Contains(LineFeed))
                {
                    scan.FailedField = scan.Fields; // the suspect, should the record fail later
                }
            }
            else
            {
                fieldEnd = FindEnd(p, end, isEnd);
                if (fieldEnd == null)
                {
                    return end - start <= maxRecordBytes ? NeedsMore() : Fail(start, end, isEnd, scan, end);
                }

                field = new CsvField((nint)p, LengthWithoutReturn(p, fieldEnd, end), false);
            }

            if (scan.Fields < columns && scan.Fields < fields.Length)
            {
                fields[scan.Fields] = field;
            }

            scan.Fields++;
            if (fieldEnd == end || *fieldEnd == LineFeed)
            {
                return Finish(start, end, isEnd, scan, fieldEnd);
            }

            p = fieldEnd + 1;
        }
    }

    private static RecordScan NeedsMore() => new() { Outcome = RecordOutcome.NeedsMore };

    private RecordScan Finish(byte* start, byte* end, bool isEnd, RecordScan scan, byte* recordEnd)
    {
        scan.Lines = 1 + (scan.HasQuotes ? new ReadOnlySpan<byte>(start, (int)(recordEnd - start)).Count(LineFeed) : 0);
        if (scan.Lines > 1 && (scan.Fields != columns || recordEnd - start > maxRecordBytes))
        {
            return Fail(start, end, isEnd, scan, recordEnd);
        }

        scan.Outcome = scan.Fields == columns ? RecordOutcome.Row : RecordOutcome.Ragged;
        scan.End = (nint)recordEnd;
        scan.Next = (nint)(recordEnd < end ? recordEnd + 1 : end);
        return scan;
    }

    /// <summary>
    /// The record is lost as far as its first line end; what follows may be whole. <paramref name="close"/> is the
    /// quote, or the end, that made no sense, or null when no quote was found.
    /// </summary>
    private static RecordScan Fail(byte* start, byte* end, bool isEnd, RecordScan scan, byte* close)
    {
        var length = new ReadOnlySpan<byte>(start, (int)(end - start)).IndexOf(LineFeed);
        if (length < 0 && !isEnd)
        {
            return NeedsMore();
        }

        var isOnOneLine = close != null && (length < 0 || close < start + length);
        scan.Outcome = isOnOneLine ? RecordOutcome.BadQuoting : RecordOutcome.UnclosedQuote;
        scan.FailedField = scan.FailedField < 0 ? scan.Fields : scan.FailedField;
        scan.End = (nint)(length < 0 ? end : start + length);
        scan.Next = (nint)(length < 0 ? end : start + length + 1);
        scan.Lines = 1;
        return scan;
    }

    /// <summary>
    /// The delimiter or line end behind a closing quote, or null when something else stands there or nothing yet.
    /// </summary>
    private byte* EndBehind(byte* close, byte* end, bool isEnd)
    {
        var at = close + 1;
        if (at < end && *at == CarriageReturn && (at + 1 < end ? at[1] == LineFeed : isEnd))
        {
            at++;
        }

        return at == end ? (isEnd ? at : null) : *at == delimiter || *at == LineFeed ? at : null;
    }

    /// <summary>The delimiter or line end behind a field without quotes, or null when it may come later.</summary>
    private byte* FindEnd(byte* field, byte* end, bool isEnd)
    {
        var length = new ReadOnlySpan<byte>(field, (int)(end - field)).IndexOfAny(delimiter, LineFeed);
        return length >= 0 ? field + length : isEnd ? end : null;
    }

    /// <summary>The last field of a record does not hold the CR of a line end.</summary>
    private static int LengthWithoutReturn(byte* field, byte* fieldEnd, byte* end)
    {
        var isLast = fieldEnd == end || *fieldEnd == LineFeed;
        var length = (int)(fieldEnd - field);
        return isLast && length > 0 && fieldEnd[-1] == CarriageReturn ? length - 1 : length;
    }

    /// <summary>The first quote that is not doubled, or null.</summary>
    private static byte* FindClosingQuote(byte* from, byte* limit, out bool hasEscapes)
    {
        hasEscapes = false;
        while (true)
        {
            var length = new ReadOnlySpan<byte>(from, (int)(limit - from)).IndexOf(Quote);
            if (length < 0)
            {
                return null;
            }

            var quote = from + length;
            if (quote + 1 >= limit || quote[1] != Quote)
            {
                return quote;
            }

            hasEscapes = true;
            from = quote + 2;
        }
    }
}
