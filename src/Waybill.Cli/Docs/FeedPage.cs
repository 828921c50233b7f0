using Waybill.Events.Feeds;
using static Waybill.Cli.Docs.ReferencePage;

namespace Waybill.Cli.Docs;

/// <summary>The page of a feed: where its files land, how they are named, and which columns they may have.</summary>
internal static class FeedPage
{
    private static readonly DateTime SampleDrop = new(2026, 1, 3, 0, 0, 0, DateTimeKind.Utc);

    public static ReferencePage Write(ReferenceSource source, FeedDefinition feed)
    {
        var page = new ReferencePage($"feeds/{feed.Name}.md", $"Feed `{feed.Name}`");
        var readers = source.Lake.Graph.Readers($"landing.{feed.Name}").ToList();
        page.Paragraph(string.Join(' ', readers.Select(r => Prose(r.Description))));
        page.Facts(
            ("Lands in", Code($"{feed.LandingFolder}/")),
            ("Files are called like", Code(feed.FileName(SampleDrop))),
            ("Form", FormOf(feed.Format)),
            ("Taken in by", string.Join(", ", readers.Select(r => page.Link(Code(r.Name), ReferenceSource.PageOf(r))))));
        page.Heading("Columns").Paragraph(
            "Names are recognised whatever their case, blanks, underscores, dashes and quotes. A file without a needed column is refused with what is missing; "
            + "columns that are not listed here are kept as text.");
        page.Table(["column", "holds", "needed", "also recognised as"], feed.Columns.Select(c => new[]
        {
            Code(c.Name), InWords(c.Kind), c.IsRequired ? "yes" : "", Codes(c.Aliases),
        }));
        return page;
    }

    private static string FormOf(FeedFormat format) => format switch
    {
        FeedFormat.Json => "JSON, one array with an object a row",
        FeedFormat.JsonLines => "JSON, an object a line",
        _ => "CSV with a header line, UTF-8",
    };

    private static string InWords(FeedColumnKind kind) => kind switch
    {
        FeedColumnKind.Id => "id",
        FeedColumnKind.Word => "one of a few words",
        FeedColumnKind.WholeNumber => "whole number",
        FeedColumnKind.Money => "amount of money",
        FeedColumnKind.Kilograms => "kilograms",
        FeedColumnKind.Number => "number",
        FeedColumnKind.Timestamp => "time, UTC unless it says otherwise",
        _ => "text",
    };
}
