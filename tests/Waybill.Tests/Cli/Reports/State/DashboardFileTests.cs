using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Waybill.Cli.Reports.State;
using Xunit;

namespace Waybill.Tests.Cli.Reports.State;

/// <summary>A dashboard as the build leaves it, made into one file.</summary>
public sealed partial class DashboardFileTests : IDisposable
{
    private readonly string _web = Directory.CreateTempSubdirectory("waybill-test-").FullName;

    public DashboardFileTests()
    {
        Write("index.html", """<html><head><script src="/theme.js"></script><script type="module" crossorigin src="/assets/index-1.js"></script></head></html>""");
        Write("theme.js", "document.documentElement.dataset.theme = 'light';");
        Write("favicon.svg", "<svg/>");
        Write("assets/index-1.js", """import{a}from"./shared-2.js";const p=()=>load(()=>import("./page-3.js"),__vite__mapDeps([0,1]));icon("/favicon.svg");export{p};""");
        Write("assets/page-3.js", """import{p}from"./index-1.js";import{a}from"./shared-2.js";""");
        Write("assets/shared-2.js", "export const a=1;");
        Write("assets/index-4.css", "@font-face{src:url(/assets/inter-5.woff2) format(\"woff2\")} p{color:red}");
        Write("assets/inter-5.woff2", "font");
    }

    [Fact]
    public void Nothing_in_the_file_lies_elsewhere()
    {
        var page = Page();

        Assert.DoesNotContain("src=", page);
        Assert.DoesNotContain("/assets/", page);
        Assert.DoesNotContain("http://127", page);
        Assert.Contains("url(data:font/woff2;base64,", page);
    }

    [Fact]
    public void Modules_name_each_other_by_the_map_and_fetch_nothing_ahead()
    {
        var modules = Modules(Page());

        Assert.Equal(3, modules.Count);
        Assert.Contains("from\"waybill/shared-2.js\"", modules["waybill/index-1.js"]);
        Assert.Contains("import(\"waybill/page-3.js\"),[])", modules["waybill/index-1.js"]);
        Assert.Contains("from\"waybill/index-1.js\"", modules["waybill/page-3.js"]);
        Assert.DoesNotContain("/favicon.svg", modules["waybill/index-1.js"]);
    }

    [Fact]
    public void The_policy_allows_the_scripts_of_the_file_by_their_hashes_and_no_connection()
    {
        var page = Page();
        var policy = Policy().Match(page).Groups[1].Value;
        var scripts = Script().Matches(page).Where(m => !m.Groups[1].Value.Contains("text/plain", StringComparison.Ordinal)).Select(m => m.Groups[2].Value).ToList();

        Assert.Equal(4, scripts.Count);
        Assert.All(scripts, s => Assert.Contains(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(s))), policy));
        Assert.StartsWith("default-src 'none'; script-src 'sha256-", policy);
        Assert.DoesNotContain("connect-src", policy);
    }

    [Fact]
    public void Script_in_data_and_in_the_name_of_a_workspace_stays_text()
    {
        var answers = new StateAnswers();
        answers.Add("/api/panels/orders/breaches", "{\"rows\":[[\"</script><script>alert('data')</script>\"]]}");

        var page = DashboardFile.Write(_web, answers, "<script>alert('title')</script>", "<script>alert('note')</script>");

        Assert.DoesNotContain("alert('data')", page);
        Assert.DoesNotContain("<script>alert", page);
    }

    public void Dispose() => Directory.Delete(_web, recursive: true);

    private string Page() => DashboardFile.Write(_web, new StateAnswers(), "Waybill: test", "A report.");

    private void Write(string path, string text)
    {
        var file = Path.Combine(_web, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!); // a file lies in a folder
        File.WriteAllText(file, text);
    }

    private static Dictionary<string, string> Modules(string page) => Module().Matches(page)
        .ToDictionary(m => m.Groups[1].Value, m => Encoding.UTF8.GetString(Convert.FromBase64String(m.Groups[2].Value.Replace("\\u002B", "+", StringComparison.Ordinal))));

    [GeneratedRegex("Content-Security-Policy\" content=\"([^\"]+)\"")]
    private static partial Regex Policy();

    [GeneratedRegex("<script([^>]*)>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("\"(waybill/[^\"]+)\":\"data:text/javascript;base64,([^\"]+)\"")]
    private static partial Regex Module();
}
