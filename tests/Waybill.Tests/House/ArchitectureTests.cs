using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace Waybill.Tests.House;

public sealed partial class ArchitectureTests
{
    [Fact]
    public void Project_files_have_exactly_the_arrows_of_the_architecture_document()
    {
        var documented = DocumentedArrows();

        var actual = Directory.GetFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories)
            .ToDictionary(p => Path.GetFileNameWithoutExtension(p), References);

        Assert.Equal(documented.Keys.Order(), actual.Keys.Order());
        Assert.All(documented, row => Assert.Equal(row.Value, actual[row.Key]));
    }

    [Theory]
    [InlineData("Waybill.Events")]
    [InlineData("Waybill.Sim")]
    [InlineData("Waybill.Speed")]
    public void The_vocabulary_the_world_and_the_rules_take_no_packages(string project)
    {
        var file = XDocument.Load(Repository.PathOf("src", project, project + ".csproj"));

        Assert.Empty(file.Descendants("PackageReference"));
    }

    [Theory]
    [InlineData("Waybill.Pipeline")]
    [InlineData("Waybill.Connectors")]
    public void Nothing_that_cleans_data_can_see_the_simulator(string project)
    {
        var file = XDocument.Load(Repository.PathOf("src", project, project + ".csproj"));

        Assert.DoesNotContain(References(file), r => r == "Waybill.Sim");
    }

    [Fact]
    public void Every_package_has_a_reason_beside_its_version()
    {
        var lines = File.ReadAllLines(Repository.PathOf("Directory.Packages.props"));

        var bare = lines.Where((line, i) => line.Contains("<PackageVersion") && !lines[i - 1].Contains("<!--"));

        Assert.Empty(bare);
    }

    [Fact]
    public void Paths_that_the_documents_name_exist()
    {
        var documents = new[] { "README.md", "CONTRIBUTING.md", "docs/architecture.md" };

        var named = documents.SelectMany(d => NamedPath().Matches(File.ReadAllText(Repository.PathOf(d))).Select(m => m.Groups[1].Value));

        Assert.All(named.Distinct(), p => Assert.True(Path.Exists(Repository.PathOf(p)), $"{p} is named in a document but does not exist"));
    }

    private static Dictionary<string, string[]> DocumentedArrows() =>
        ArrowRow().Matches(File.ReadAllText(Repository.PathOf("docs", "architecture.md")))
            .ToDictionary(
                m => m.Groups[1].Value,
                m => m.Groups[2].Value.Trim() == "nothing"
                    ? []
                    : m.Groups[2].Value.Split(',').Select(r => "Waybill." + r.Trim()).Order().ToArray());

    private static string[] References(string projectFile) => References(XDocument.Load(projectFile));

    private static string[] References(XDocument project) =>
        [.. project.Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!)).Order()];

    [GeneratedRegex(@"^\| `(Waybill\.\w+)` \|[^|]*\|([^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex ArrowRow();

    [GeneratedRegex(@"`((?:src|tests|bench|models|scenarios|docs|db|deploy|web)/[\w./-]*\w/?)`")]
    private static partial Regex NamedPath();
}
