using System.Text.RegularExpressions;

namespace Waybill.Lake;

/// <summary>Name of a table in a catalog: <c>silver.orders</c>.</summary>
/// <remarks>Both parts are folder names and SQL names, so they are held to letters, digits, '_' and '-'.</remarks>
public sealed partial record TableId : IComparable<TableId>
{
    /// <exception cref="LakeException">A part is empty, longer than 100 characters or has another character.</exception>
    public TableId(string @namespace, string name)
    {
        Namespace = Checked(@namespace, "namespace");
        Name = Checked(name, "table name");
    }

    public string Namespace { get; }

    public string Name { get; }

    /// <summary>Reads "namespace.name".</summary>
    public static TableId Parse(string text) => text.Split('.') is [var ns, var name]
        ? new TableId(ns, name)
        : throw LakeException.Invalid($"'{text}' is not a table name", "write it as namespace.table, for example silver.orders");

    public int CompareTo(TableId? other) => string.CompareOrdinal(ToString(), other?.ToString());

    public override string ToString() => $"{Namespace}.{Name}";

    public static bool operator <(TableId left, TableId right) => left.CompareTo(right) < 0;

    public static bool operator <=(TableId left, TableId right) => left.CompareTo(right) <= 0;

    public static bool operator >(TableId left, TableId right) => left.CompareTo(right) > 0;

    public static bool operator >=(TableId left, TableId right) => left.CompareTo(right) >= 0;

    internal static bool IsValidPart(string text) => text.Length <= 100 && Part().IsMatch(text);

    private static string Checked(string text, string what)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsValidPart(text)
            ? text
            : throw LakeException.Invalid($"'{text}' is not a {what}", "use up to 100 letters, digits, '_' and '-'");
    }

    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9_-]*\\z")]
    private static partial Regex Part();
}
