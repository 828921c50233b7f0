using System.Text;
using System.Xml.Linq;
using Waybill.Cli.Output;
using Waybill.Pipeline.Score;
using Xunit;

namespace Waybill.Tests.Cli.Verifying;

public sealed class VerificationFilesTests
{
    private const string Nasty = "<script>alert('x')</script> & \u0001 \U0001F69A \"quoted\"";

    private static readonly Verification Failed = new(
        false,
        [
            ScoreCheck.Judge("orders placed", "gold.kpi_gmv", 10, 10, 9, null),
            .. ScoreCheck.OfTable(new TableScore("silver.orders", 2, 2, 0, 0, 0, [new ColumnScore("customer_name", 1, 0)], ["_file"]), null),
        ],
        [new FaultBalance("typo", 3, 2, 1, 0, 0)])
    {
        Tables = [new TableScore("silver.orders", 2, 2, 0, 0, 0, [new ColumnScore("customer_name", 1, 0)], ["_file"])],
        Differences = [new Difference("silver.orders", "different", "260101-0001-00001", "customer_name", Nasty, null)],
        Unknowable = [new UnknowableCount("silver.orders", "weight_kg", "null_value", 7)],
        Notes = [Nasty],
    };

    [Fact]
    public void The_page_shows_what_is_wrong_and_escapes_all_text()
    {
        var page = VerificationPage.Write(Failed, Nasty, "Everything must equal what can be known.");

        Assert.Contains("260101-0001-00001", page);
        Assert.Contains("Not verified: 2 of 6 checks failed", page);
        Assert.DoesNotContain("<script>", page);
        Assert.Contains("&lt;script&gt;alert(&#39;x&#39;)", page);
    }

    [Fact]
    public void The_page_needs_nothing_else_and_knows_light_and_dark()
    {
        var page = VerificationPage.Write(Failed, "The lake", "");

        Assert.DoesNotContain("http", page);
        Assert.DoesNotContain("src=", page);
        Assert.Contains("prefers-color-scheme: dark", page);
    }

    [Fact]
    public void JUnit_has_a_suite_for_each_table_and_a_failure_that_says_where()
    {
        var root = XDocument.Load(new MemoryStream(VerificationJUnit.Write(Failed))).Root!; // a document that loads has a root

        Assert.Equal(["gold.kpi_gmv", "silver.orders"], root.Elements("testsuite").Select(s => (string?)s.Attribute("name")));
        Assert.Equal("2", (string?)root.Attribute("failures"));
        var failure = root.Descendants("testcase").Single(c => (string?)c.Attribute("name") == "cells wrong").Element("failure");
        Assert.Contains("260101-0001-00001: customer_name: (empty) instead of <script>", failure?.Value);
    }

    [Fact]
    public void JUnit_survives_text_that_XML_cannot_hold()
    {
        var text = Encoding.UTF8.GetString(VerificationJUnit.Write(Failed));

        Assert.DoesNotContain('\u0001', text);
        Assert.Contains("\U0001F69A", text);
    }

    [Fact]
    public void JSON_comes_back_as_it_was_kept()
    {
        var folder = Directory.CreateTempSubdirectory("waybill-test-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, VerificationFile.Name), VerificationFile.Write(new SavedVerification("2026-01-03T00:00:00Z", Nasty, 2.5, Failed)));
            var saved = VerificationFile.Read(folder);

            Assert.Equal(("2026-01-03T00:00:00Z", Nasty, 2.5), (saved!.When, saved.Subject, saved.TolerancePct)); // it was just written
            Assert.Equal(Failed.Checks, saved.Verification.Checks);
            Assert.Equal(Failed.Faults, saved.Verification.Faults);
            Assert.Equal(Failed.Differences, saved.Verification.Differences);
            Assert.Equal(Failed.Notes, saved.Verification.Notes);
            Assert.Equal(1, saved.Verification.Tables[0].WrongCells);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"pass\": \"maybe\"}")]
    [InlineData("{\"when\": 1}")]
    public void A_file_that_is_missing_or_damaged_is_no_verification(string? text)
    {
        var folder = Directory.CreateTempSubdirectory("waybill-test-").FullName;
        try
        {
            if (text is not null)
            {
                File.WriteAllText(Path.Combine(folder, VerificationFile.Name), text);
            }

            Assert.Null(VerificationFile.Read(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
