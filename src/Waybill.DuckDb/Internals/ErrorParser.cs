using System.Globalization;
using System.Text.RegularExpressions;

namespace Waybill.DuckDb.Internals;

/// <summary>
/// Turns DuckDB's message text into a <see cref="DuckDbException"/>: kind, position, carried exception.
/// </summary>
internal static partial class ErrorParser
{
    private static readonly (string Prefix, DuckDbErrorKind Kind)[] Prefixes =
    [
        ("Parser Error", DuckDbErrorKind.Parser),
        ("Syntax Error", DuckDbErrorKind.Parser),
        ("Binder Error", DuckDbErrorKind.Binder),
        ("Catalog Error", DuckDbErrorKind.Catalog),
        ("Conversion Error", DuckDbErrorKind.Conversion),
        ("Mismatch Type Error", DuckDbErrorKind.Conversion),
        ("Out of Range Error", DuckDbErrorKind.OutOfRange),
        ("Constraint Error", DuckDbErrorKind.Constraint),
        ("Invalid Input Error", DuckDbErrorKind.InvalidInput),
        ("Invalid Configuration Error", DuckDbErrorKind.InvalidInput),
        ("Not implemented Error", DuckDbErrorKind.NotImplemented),
        ("IO Error", DuckDbErrorKind.Io),
        ("HTTP Error", DuckDbErrorKind.Io),
        ("Out of Memory Error", DuckDbErrorKind.OutOfMemory),
        ("INTERRUPT Error", DuckDbErrorKind.Interrupted),
        ("TransactionContext Error", DuckDbErrorKind.Transaction),
        ("Permission Error", DuckDbErrorKind.Permission),
        ("Dependency Error", DuckDbErrorKind.Dependency),
        ("INTERNAL Error", DuckDbErrorKind.Internal),
        ("FATAL Error", DuckDbErrorKind.Internal),
    ];

    internal static DuckDbException Parse(string message, string? sql)
    {
        if (SourceFaults.TryTake(message, out var fault))
        {
            return new DuckDbException(DuckDbErrorKind.Source, fault.Message, fault.Exception) { Sql = sql };
        }

        var kind = Prefixes.FirstOrDefault(p => message.StartsWith(p.Prefix, StringComparison.Ordinal)).Kind;
        if (kind == DuckDbErrorKind.Other && message.Contains("constraint violation", StringComparison.Ordinal))
        {
            kind = DuckDbErrorKind.Constraint; // The appender's messages lack the first words.
        }

        return new DuckDbException(kind, message.TrimEnd())
        {
            Sql = sql,
            Position = sql is null ? null : FindPosition(message, sql),
        };
    }

    /// <summary>
    /// DuckDB shows the place as <c>LINE 2: text</c> and a caret below it; long lines are cut on either side with dots.
    /// </summary>
    private static int? FindPosition(string message, string sql)
    {
        var match = PlaceInMessage().Match(message);
        if (!match.Success)
        {
            return null;
        }

        var line = int.Parse(match.Groups["line"].ValueSpan, CultureInfo.InvariantCulture);
        var shown = match.Groups["text"];
        var caret = match.Groups["blank"].Length - (shown.Index - match.Index - 1);
        var start = StartOfLine(sql, line);
        if (start < 0 || caret < 0)
        {
            return null;
        }

        if (shown.Value.StartsWith("...", StringComparison.Ordinal))
        {
            var excerpt = shown.Value.EndsWith("...", StringComparison.Ordinal) ? shown.Value[3..^3] : shown.Value[3..];
            start = sql.IndexOf(excerpt, start, StringComparison.Ordinal) - 3;
        }

        var position = start + caret;
        return start >= -3 && position >= 0 && position <= sql.Length ? position : null;
    }

    private static int StartOfLine(string sql, int line)
    {
        var start = 0;
        for (var i = 1; i < line && start >= 0; i++)
        {
            start = sql.IndexOf('\n', start) + 1;
            if (start == 0)
            {
                return -1;
            }
        }

        return start;
    }

    [GeneratedRegex(@"\nLINE (?<line>\d+): (?<text>[^\n]*)\n(?<blank> *)\^", RegexOptions.ExplicitCapture)]
    private static partial Regex PlaceInMessage();
}
