namespace Waybill.DuckDb.Internals;

/// <summary>
/// Finds where the statements of a text begin and end. DuckDB splits texts itself, but reports the place of an error in
/// the second and later statements wrongly (1.5.5 counts the statement's start twice); a statement that stands alone,
/// with blanks before it, is reported right.
/// </summary>
internal static class StatementSplitter
{
    /// <summary>The statements that hold more than blanks and comments, without their semicolons.</summary>
    internal static List<Range> Split(string sql)
    {
        var statements = new List<Range>();
        var start = 0;
        var hasContent = false;
        var at = 0;
        while (at < sql.Length)
        {
            var next = Skip(sql, at, out var isContent);
            if (sql[at] == ';')
            {
                if (hasContent)
                {
                    statements.Add(start..at);
                }

                start = next;
                hasContent = false;
            }
            else
            {
                hasContent |= isContent;
            }

            at = next;
        }

        if (hasContent)
        {
            statements.Add(start..sql.Length);
        }

        return statements;
    }

    /// <summary>One statement at its old place: everything before it is blank, line ends are kept.</summary>
    internal static string Alone(string sql, Range statement)
    {
        var (start, length) = statement.GetOffsetAndLength(sql.Length);
        return string.Create(start + length, (sql, start), static (text, state) =>
        {
            state.sql.AsSpan(0, text.Length).CopyTo(text);
            foreach (ref var c in text[..state.start])
            {
                c = c == '\n' ? '\n' : ' ';
            }
        });
    }

    /// <summary>
    /// The end of the token at <paramref name="at"/>: a quoted text, a comment, or a single character.
    /// </summary>
    private static int Skip(string sql, int at, out bool isContent)
    {
        var c = sql[at];
        isContent = !char.IsWhiteSpace(c);
        switch (c)
        {
            case '\'':
                return SkipQuoted(sql, at, '\'', escapes: at > 0 && sql[at - 1] is 'e' or 'E' && !IsWord(sql, at - 2));
            case '"':
                return SkipQuoted(sql, at, '"', escapes: false);
            case '-' when At(sql, at + 1) == '-':
                isContent = false;
                return EndOf(sql, "\n", at);
            case '/' when At(sql, at + 1) == '*':
                isContent = false;
                return SkipBlockComment(sql, at);
            case '$' when !IsWord(sql, at - 1):
                return SkipDollarQuoted(sql, at);
            default:
                return at + 1;
        }
    }

    private static int SkipQuoted(string sql, int at, char quote, bool escapes)
    {
        for (at++; at < sql.Length; at++)
        {
            if (escapes && sql[at] == '\\')
            {
                at++;
            }
            else if (sql[at] == quote)
            {
                if (At(sql, at + 1) != quote)
                {
                    return at + 1;
                }

                at++;
            }
        }

        return sql.Length;
    }

    private static int SkipBlockComment(string sql, int at)
    {
        var depth = 0;
        while (at < sql.Length)
        {
            if (sql[at] == '/' && At(sql, at + 1) == '*')
            {
                depth++;
                at += 2;
            }
            else if (sql[at] == '*' && At(sql, at + 1) == '/')
            {
                at += 2;
                if (--depth == 0)
                {
                    return at;
                }
            }
            else
            {
                at++;
            }
        }

        return sql.Length;
    }

    private static int SkipDollarQuoted(string sql, int at)
    {
        var end = at + 1;
        while (IsWord(sql, end))
        {
            end++;
        }

        var isQuote = At(sql, end) == '$' && !char.IsAsciiDigit(At(sql, at + 1));
        return isQuote ? EndOf(sql, sql[at..(end + 1)], end + 1) : at + 1;
    }

    private static int EndOf(string sql, string mark, int from)
    {
        var found = sql.IndexOf(mark, from, StringComparison.Ordinal);
        return found < 0 ? sql.Length : found + mark.Length;
    }

    private static char At(string sql, int index) => index < sql.Length ? sql[index] : '\0';

    private static bool IsWord(string sql, int index) =>
        index >= 0 && index < sql.Length && (char.IsLetterOrDigit(sql[index]) || sql[index] == '_');
}
