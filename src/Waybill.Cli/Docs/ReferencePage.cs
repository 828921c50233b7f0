using System.Globalization;
using System.Text;

namespace Waybill.Cli.Docs;

/// <summary>One page of the reference, as Markdown.</summary>
/// <param name="path">Relative to the reference folder, with forward slashes.</param>
/// <param name="title">The heading, as Markdown.</param>
internal sealed class ReferencePage(string path, string title)
{
    /// <summary>The first line of every page: what it begins with may be overwritten and taken away.</summary>
    public const string Mark = "<!-- Written by 'waybill docs' from the models and the catalogue of feeds: change those, not this file. -->";

    private readonly StringBuilder _text = new($"{Mark}\n\n# {title}\n");

    public string Path { get; } = path;

    public string Text => _text.ToString();

    public ReferencePage Paragraph(string text)
    {
        if (text.Length > 0)
        {
            _text.Append(CultureInfo.InvariantCulture, $"\n{text}\n");
        }

        return this;
    }

    public ReferencePage Heading(string text, int level = 2) => Paragraph($"{new string('#', level)} {text}");

    /// <summary>Facts, one a line; those without a value are left out.</summary>
    public ReferencePage Facts(params IEnumerable<(string Name, string Value)> facts)
    {
        var lines = facts.Where(f => f.Value.Length > 0).Select(f => $"- {f.Name}: {f.Value}").ToList();
        return Paragraph(string.Join('\n', lines));
    }

    /// <summary>A table of cells that are Markdown; nothing when there are no rows.</summary>
    public ReferencePage Table(string[] columns, IEnumerable<string[]> rows)
    {
        var lines = rows.Select(Line).ToList();
        return lines.Count == 0 ? this : Paragraph($"{Line(columns)}\n{Line([.. columns.Select(_ => "---")])}\n{string.Join('\n', lines)}");
    }

    public static string Code(string text) => text.Length == 0 ? "" : $"`{text}`";

    public static string Codes(IEnumerable<string> texts) => string.Join(", ", texts.Select(Code));

    /// <summary>Text that comes from a header, so that no character of it is taken for Markdown or HTML.</summary>
    public static string Prose(string text) =>
        text.ReplaceLineEndings(" ").Replace("<", "&lt;", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal);

    /// <summary>A link to another page, as seen from this one.</summary>
    public string Link(string text, string to) => $"[{text}]({Relative(to)})";

    private string Relative(string to)
    {
        var depth = Path.Count(c => c == '/');
        return string.Concat(Enumerable.Repeat("../", depth)) + to;
    }

    private static string Line(string[] cells) =>
        $"| {string.Join(" | ", cells.Select(c => c.Replace("|", "\\|", StringComparison.Ordinal)))} |";
}
