using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Waybill.Cli.Output;

namespace Waybill.Cli.Reports.State;

/// <summary>
/// The built dashboard and its answers in one file that opens without a server. Scripts become data addresses that an import map names, for
/// modules of a file cannot be loaded from beside it; the policy allows these scripts and nothing from anywhere else.
/// </summary>
internal static partial class DashboardFile
{
    private const string Prefix = "waybill/";

    /// <summary>Whether a dashboard was built into this folder.</summary>
    public static bool IsBuilt(string web) => File.Exists(Path.Combine(web, "index.html")) && Directory.Exists(Path.Combine(web, "assets"));

    /// <param name="web">The built dashboard.</param>
    /// <param name="answers">What it will be told.</param>
    /// <param name="title">Of the page, plain text.</param>
    /// <param name="note">What the file is, plain text.</param>
    public static string Write(string web, StateAnswers answers, string title, string note)
    {
        var index = File.ReadAllText(Path.Combine(web, "index.html"), Encoding.UTF8);
        var chunks = Directory.GetFiles(Path.Combine(web, "assets"), "*.js").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal).ToList();
        var entry = Entry().Match(index).Groups[1].Value;
        var map = JsonSerializer.Serialize(new { imports = chunks.ToDictionary(c => Prefix + c, c => DataAddress("text/javascript", Module(web, c, chunks))) });
        var theme = Path.Combine(web, "theme.js");
        var scripts = new List<(string Type, string Text)>();
        if (File.Exists(theme))
        {
            scripts.Add(("", File.ReadAllText(theme, Encoding.UTF8)));
        }

        scripts.Add(("", Resource("answers.js")));
        scripts.Add((" type=\"importmap\"", map));
        scripts.Add((" type=\"module\"", $"import '{Prefix}{entry}';"));
        var page = new StringBuilder();
        page.Append($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{Policy(scripts)}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{Html.Text(title)}</title>
            <link rel="icon" type="image/svg+xml" href="{Icon(web)}">
            <style>
            {Styles(web)}
            .report-note {"{"} padding: .6rem 1rem; margin: 0; text-align: center; font-size: .85rem; opacity: .8 {"}"}
            a[href^="/"] {"{"} display: none {"}"}
            </style>
            </head>
            <body>
            <div id="root"></div>
            <p class="report-note">{Html.Text(note)}</p>
            <script type="text/plain" id="waybill-answers">{answers.Pack()}</script>

            """);
        foreach (var (type, text) in scripts)
        {
            page.Append("<script").Append(type).Append('>').Append(Closed(text)).Append("</script>\n");
        }

        return page.Append("</body>\n</html>\n").ToString();
    }

    // A chunk names others by the file beside it; in a file of its own it names them by the map. Nothing is to be fetched ahead.
    private static string Module(string web, string chunk, List<string> chunks)
    {
        var text = File.ReadAllText(Path.Combine(web, "assets", chunk), Encoding.UTF8);
        text = chunks.Aggregate(text, (t, c) => t.Replace($"\"./{c}\"", $"\"{Prefix}{c}\"", StringComparison.Ordinal).Replace($"'./{c}'", $"'{Prefix}{c}'", StringComparison.Ordinal));
        return FetchedAhead().Replace(text, "[]").Replace("\"/favicon.svg\"", $"\"{Icon(web)}\"", StringComparison.Ordinal);
    }

    private static string Styles(string web)
    {
        var text = string.Join('\n', Directory.GetFiles(Path.Combine(web, "assets"), "*.css").Order(StringComparer.Ordinal).Select(f => File.ReadAllText(f, Encoding.UTF8)));
        text = Asset().Replace(text, m => File.Exists(Path.Combine(web, "assets", m.Groups[1].Value))
            ? $"url({DataAddress("font/woff2", File.ReadAllBytes(Path.Combine(web, "assets", m.Groups[1].Value)))})"
            : m.Value);
        return text.Replace("</", "<\\/", StringComparison.Ordinal);
    }

    private static string Icon(string web)
    {
        var file = Path.Combine(web, "favicon.svg");
        return File.Exists(file) ? DataAddress("image/svg+xml", File.ReadAllBytes(file)) : "data:,";
    }

    private static string Policy(IEnumerable<(string Type, string Text)> scripts)
    {
        var hashes = scripts.Select(s => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Closed(s.Text))))}'");
        return $"default-src 'none'; script-src {string.Join(' ', hashes)} data:; style-src 'unsafe-inline'; font-src data:; img-src data: blob:; base-uri 'none'; form-action 'none'";
    }

    // A script ends where its text would end it; none of ours says so, and none shall.
    private static string Closed(string script) => script.ReplaceLineEndings("\n").Replace("</", "<\\/", StringComparison.Ordinal);

    private static string Resource(string name)
    {
        using var stream = typeof(DashboardFile).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the program.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string DataAddress(string type, string text) => DataAddress(type, Encoding.UTF8.GetBytes(text));

    private static string DataAddress(string type, byte[] bytes) => $"data:{type};base64,{Convert.ToBase64String(bytes)}";

    [GeneratedRegex("<script type=\"module\"[^>]* src=\"/?(?:\\./)?assets/([^\"]+)\"")]
    private static partial Regex Entry();

    [GeneratedRegex(@"__vite__mapDeps\(\[[0-9,]*\]\)")]
    private static partial Regex FetchedAhead();

    [GeneratedRegex(@"url\(/?(?:\./)?(?:assets/)?([\w.-]+\.woff2)\)")]
    private static partial Regex Asset();
}
