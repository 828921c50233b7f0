using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Waybill.DuckDb.Internals;

/// <summary>
/// Carries exceptions of managed callbacks through the C API, which passes text only: the text holds a ticket, and
/// whoever turns the text into an exception redeems it. Errors that nobody reads (a query that failed twice) are
/// dropped once newer ones have come.
/// </summary>
internal static class SourceFaults
{
    private const string Mark = "managed-source-fault#";
    private const int MostKept = 256;

    private static readonly ConcurrentDictionary<long, (string Message, Exception Exception)> Kept = new();
    private static long _last;

    internal static string Keep(string source, Exception exception)
    {
        var ticket = Interlocked.Increment(ref _last);
        Kept[ticket] = ($"Table source '{source}' failed: {exception.Message}", exception);
        Kept.TryRemove(ticket - MostKept, out _);
        return string.Create(CultureInfo.InvariantCulture, $"{Mark}{ticket};");
    }

    internal static bool TryTake(
        string message, [MaybeNullWhen(false)] out (string Message, Exception Exception) fault)
    {
        fault = default;
        var start = message.IndexOf(Mark, StringComparison.Ordinal);
        if (start < 0)
        {
            return false;
        }

        start += Mark.Length;
        var end = message.IndexOf(';', start);
        return end > start
            && long.TryParse(message.AsSpan(start, end - start), CultureInfo.InvariantCulture, out var ticket)
            && Kept.TryRemove(ticket, out fault);
    }
}
