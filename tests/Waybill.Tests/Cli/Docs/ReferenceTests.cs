using Waybill.Cli.Docs;
using Waybill.Events;
using Waybill.Tests.House;
using Waybill.Tests.Pipeline.Panels;
using Xunit;

namespace Waybill.Tests.Cli.Docs;

/// <summary>The pages that <c>waybill docs</c> writes.</summary>
public sealed class ReferenceTests(ShippedPanels shipped) : IClassFixture<ShippedPanels>
{
    private static readonly string Committed = Repository.PathOf("docs", "reference");

    [Fact]
    public void The_committed_pages_say_what_the_models_and_feeds_say()
    {
        var changes = ReferenceFolder.Compare(Committed, ReferencePages.Write(shipped.Source));

        Assert.True(changes.Count == 0, $"Stale: {string.Join(", ", changes.Written.Concat(changes.Removed))}. Write them anew: ./waybill docs");
    }

    [Fact]
    public void Every_feed_and_every_model_has_a_page_of_its_own()
    {
        var pages = ReferencePages.Write(shipped.Source).Select(p => p.Path).ToHashSet(StringComparer.Ordinal);

        Assert.All(shipped.Source.Library.Models, m => Assert.Contains(ReferenceSource.PageOf(m), pages));
        Assert.All(shipped.Source.Panels.Panels, p => Assert.Contains($"panels/{p.Page}.md", pages));
    }

    [Fact]
    public void Pages_of_models_that_are_no_more_are_taken_away_and_files_of_others_stay()
    {
        var folder = Directory.CreateTempSubdirectory("waybill-test-").FullName;
        var pages = ReferencePages.Write(shipped.Source);
        try
        {
            File.WriteAllText(Path.Combine(folder, "mine.md"), "# Mine\n");
            File.WriteAllText(Path.Combine(folder, "old.md"), ReferencePage.Mark + "\n\n# Old\n");

            ReferenceFolder.Write(folder, pages, ReferenceFolder.Compare(folder, pages));

            Assert.True(File.Exists(Path.Combine(folder, "mine.md")));
            Assert.False(File.Exists(Path.Combine(folder, "old.md")));
            Assert.Equal(0, ReferenceFolder.Compare(folder, pages).Count);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_page_that_somebody_wrote_is_not_overwritten()
    {
        var folder = Directory.CreateTempSubdirectory("waybill-test-").FullName;
        var pages = ReferencePages.Write(shipped.Source);
        try
        {
            File.WriteAllText(Path.Combine(folder, ReferencePages.Index), "# Our own index\n");

            var error = Assert.Throws<WaybillException>(() => ReferenceFolder.Write(folder, pages, ReferenceFolder.Compare(folder, pages)));

            Assert.Equal(WaybillErrorKind.Usage, error.Kind);
            Assert.Equal("# Our own index\n", File.ReadAllText(Path.Combine(folder, ReferencePages.Index)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Text_of_headers_is_not_taken_for_html_or_markdown()
    {
        Assert.Equal("a &lt;b> \\* c", ReferencePage.Prose("a <b> * c"));
    }
}
