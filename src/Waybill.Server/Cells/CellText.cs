using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Text;

namespace Waybill.Server.Cells;

/// <summary>Cells as text: ISO 8601 times in UTC, numbers with a point, bytes as UTF-8, lists and structs in brackets.</summary>
public static class CellText
{
    /// <summary>Null for a null.</summary>
    public static string? Of(object? value) => value switch
    {
        null => null,
        string s => s,
        bool b => b ? "true" : "false",
        DateTime t => Time(t),
        DateOnly d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly t => t.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        IDictionary or IList or IOrderedDictionary => Nested(value),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable => Nested(value),
        _ => value.ToString(),
    };

    /// <summary>Microseconds only where there are any.</summary>
    public static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>Milliseconds since 1970.</summary>
    public static string Time(long milliseconds) => Time(DateTime.UnixEpoch.AddMilliseconds(milliseconds));

    private static string Nested(object value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case IEnumerable<KeyValuePair<string, object?>> pairs:
                Join(text, '{', pairs, '}', p => Pair(text, p.Key, p.Value));
                break;
            case IEnumerable<KeyValuePair<object?, object?>> pairs:
                Join(text, '{', pairs, '}', p => Pair(text, p.Key, p.Value));
                break;
            case not (string or byte[]) and IEnumerable items:
                Join(text, '[', items.Cast<object?>(), ']', i => Append(text, i));
                break;
            default:
                text.Append(Of(value));
                break;
        }
    }

    private static void Pair(StringBuilder text, object? key, object? value)
    {
        text.Append(Of(key) ?? "null").Append(": ");
        Append(text, value);
    }

    private static void Join<T>(StringBuilder text, char open, IEnumerable<T> items, char close, Action<T> append)
    {
        text.Append(open);
        var first = true;
        foreach (var item in items)
        {
            text.Append(first ? "" : ", ");
            first = false;
            append(item);
        }

        text.Append(close);
    }
}
