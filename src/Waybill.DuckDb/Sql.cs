namespace Waybill.DuckDb;

/// <summary>Quoting of names and text that become part of a statement.</summary>
public static class Sql
{
    /// <summary>A name as a quoted identifier: <c>we"ird</c> becomes <c>"we""ird"</c>.</summary>
    public static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"")}\"";

    /// <summary>Text as a string literal: <c>it's</c> becomes <c>'it''s'</c>.</summary>
    public static string Literal(string text) => $"'{text.Replace("'", "''")}'";

    /// <summary>Texts as a list literal, for instance the files of <c>read_parquet</c>: <c>['a', 'b']</c>.</summary>
    public static string List(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Literal))}]";
}
