using System.Globalization;
using System.Net;
using System.Text;

namespace Waybill.Cli.Output;

/// <summary>What HTML pages share: they need nothing else, follow the reader's light or dark setting, and print in black on white.</summary>
internal static class Html
{
    /// <summary>Closes what <see cref="Head"/> opened.</summary>
    public const string End = "</body>\n</html>\n";

    private const string Style = """
        :root { color-scheme: light dark; --ink: #1b1f24; --dim: #59636e; --paper: #ffffff; --line: #d1d9e0; --good: #1a7f37; --bad: #b42318; --tint: #f6f8fa }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --dim: #9198a1; --paper: #0d1117; --line: #30363d; --good: #4ac26b; --bad: #ff7b72; --tint: #161b22 } }
        body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 0 auto; max-width: 72rem; padding: 2rem 1rem 4rem }
        h1 { font-size: 1.6rem; margin: 0 } h2 { font-size: 1.15rem; margin: 2.5rem 0 .5rem }
        p { margin: .4rem 0; color: var(--dim) } .verdict { font-size: 1.1rem; font-weight: 600 } .ok { color: var(--good) } .fail { color: var(--bad); font-weight: 600 }
        .scroll { overflow-x: auto } table { border-collapse: collapse; width: 100% } caption { text-align: left; color: var(--dim) }
        th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top } th { background: var(--tint); position: sticky; top: 0 }
        .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .4rem 1.2rem; margin: 1rem 0 } .facts div { border-top: 1px solid var(--line); padding-top: .3rem }
        .facts dt { color: var(--dim); font-size: .85em } .facts dd { margin: 0; font-variant-numeric: tabular-nums } svg { width: 100%; height: auto; display: block }
        .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap } code { font: .92em ui-monospace, monospace; overflow-wrap: anywhere }
        @media print { :root { --ink: #000; --dim: #444; --paper: #fff; --line: #bbb; --good: #1a7f37; --bad: #b42318; --tint: #f3f3f3 } body { max-width: none; padding: 0; font-size: 10pt } tr, svg { break-inside: avoid } th { position: static } }
        """;

    /// <summary>Everything before the body's content.</summary>
    /// <param name="title">Plain text.</param>
    public static string Head(string title) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Text(title)}</title>
        <style>
        {Style}
        </style>
        </head>
        <body>

        """;

    /// <summary>A table of cells that are HTML already; columns whose name ends in &gt; hold numbers.</summary>
    public static void Table(StringBuilder page, string title, string caption, string[] columns, IEnumerable<string[]> rows)
    {
        var cells = rows.ToList();
        if (cells.Count == 0)
        {
            return;
        }

        page.Append(CultureInfo.InvariantCulture,
            $"<h2>{Text(title)}</h2>\n<div class=\"scroll\"><table>\n<caption>{Text(caption)}</caption>\n<thead><tr>");
        foreach (var column in columns)
        {
            page.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\"{Align(column)}>{Text(column.TrimEnd('>'))}</th>");
        }

        page.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in cells)
        {
            page.Append("<tr>");
            for (var i = 0; i < columns.Length; i++)
            {
                page.Append(CultureInfo.InvariantCulture, $"<td{Align(columns[i])}>{row[i]}</td>");
            }

            page.Append("</tr>\n");
        }

        page.Append("</tbody>\n</table></div>\n");
    }

    private static string Align(string column) => column.EndsWith('>') ? " class=\"n\"" : "";

    public static string Code(string text) => text.Length == 0 ? "" : $"<code>{Text(text)}</code>";

    public static string Text(string text) => WebUtility.HtmlEncode(text);
}
