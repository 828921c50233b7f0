using System.Text.RegularExpressions;
using Xunit;

namespace Waybill.Tests.House;

public sealed partial class DocumentTests
{
    [Fact]
    public void Every_link_in_a_document_leads_to_a_file()
    {
        var documents = Directory.GetFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(Repository.Root, "*.md"));

        var broken = documents.SelectMany(d => Links(d).Where(l => !Exists(d, l)).Select(l => $"{Path.GetRelativePath(Repository.Root, d)}: {l}"));

        Assert.Empty(broken);
    }

    private static IEnumerable<string> Links(string document) =>
        Link().Matches(File.ReadAllText(document)).Select(m => m.Groups[1].Value).Where(l => !l.Contains("://", StringComparison.Ordinal) && !l.StartsWith('#'));

    private static bool Exists(string document, string link)
    {
        var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(document)!, link.Split('#')[0])); // a file has a folder
        return File.Exists(path) || Directory.Exists(path);
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
