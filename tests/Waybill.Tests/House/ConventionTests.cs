using System.Text.RegularExpressions;
using Xunit;

namespace Waybill.Tests.House;

public sealed partial class ConventionTests
{
    [Fact]
    public void Only_score_models_read_the_truth()
    {
        var readers = Directory.GetFiles(Repository.PathOf("models"), "*.sql", SearchOption.AllDirectories)
            .Where(f => Truth().IsMatch(File.ReadAllText(f)))
            .Select(f => Path.GetRelativePath(Repository.PathOf("models"), f).Replace('\\', '/'));

        Assert.All(readers, r => Assert.StartsWith("score/", r));
    }

    [Fact]
    public void Source_files_stay_small_enough_to_read()
    {
        var long_ones = Directory.GetFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
            .Where(f => File.ReadLines(f).Count() > 600)
            .Select(Path.GetFileName);

        Assert.Empty(long_ones);
    }

    [Fact]
    public void Text_files_end_lines_with_a_line_feed_and_have_no_byte_order_mark()
    {
        var folders = new[] { "src", "models", "tests", "docs", "bench", "scenarios" };
        var wrong = folders.Where(f => Directory.Exists(Repository.PathOf(f)))
            .SelectMany(f => Directory.GetFiles(Repository.PathOf(f), "*.*", SearchOption.AllDirectories))
            .Where(f => TextFile().IsMatch(f) && !f.Contains("node_modules"))
            .Where(f => File.ReadAllBytes(f) is var b && (b.Contains((byte)'\r') || b is [0xEF, 0xBB, 0xBF, ..]));

        Assert.Empty(wrong);
    }

    [GeneratedRegex(@"\btruth\.\w+")]
    private static partial Regex Truth();

    [GeneratedRegex(@"\.(cs|sql|md|csproj|props|yaml|json|sh|mjs|py)$")]
    private static partial Regex TextFile();
}
