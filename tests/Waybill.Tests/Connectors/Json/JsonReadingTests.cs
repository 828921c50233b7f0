using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Waybill.Connectors;
using Waybill.Connectors.Json;
using Waybill.Connectors.Reading;
using Xunit;

namespace Waybill.Tests.Connectors.Json;

public sealed class JsonReadingTests : IDisposable
{
    private readonly TestWorkspace _workspace = new();
    private ReadLimits _limits = ReadLimits.Default;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Keys_become_columns_with_their_text_as_it_stands()
    {
        var (rows, rejects, _) = Read("""
            [
              {"id": 1.10, "name": "Zoë \"Z\" \u00e9", "big": 12345678901234567890.123, "ok": true, "none": null},
              {"id": 2, "tags": ["a", {"b": 1}], "place": {"city": "Voi", "at": {"lat": -3.39}}}
            ]
            """);

        Assert.Empty(rejects);
        Assert.Equal(
            [
                "2 big=12345678901234567890.123 id=1.10 name=Zoë \"Z\" é ok=true",
                "3 id=2 place_at_lat=-3.39 place_city=Voi tags=[\"a\", {\"b\": 1}]",
            ],
            rows);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[ ]\n")]
    [InlineData("")]
    [InlineData("  \n ")]
    public void Nothing_gives_no_rows(string text)
    {
        var (rows, rejects, _) = Read(text);

        Assert.Empty(rows);
        Assert.Empty(rejects);
    }

    [Fact]
    public void Values_one_after_the_other_and_lines_are_read()
    {
        Assert.Equal(["1 a=1", "1 a=2", "2 a=3"], Read("{\"a\":1} {\"a\":2}\n{\n\"a\":3}").Rows);
        Assert.Equal(["1 a=1", "3 a=2"], Read("{\"a\":1}\r\n\r\n{\"a\":2}\r\n", isLines: true).Rows);
    }

    [Theory]
    [InlineData("{\"id\":2,,\"x\":1}", "bad_json")]
    [InlineData("{\"id\":2 \"x\":1}", "bad_json")]
    [InlineData("{\"id\":nul}", "bad_json")]
    [InlineData("{\"id\":{\"x\":1}", "bad_json")]
    [InlineData("{\"id\":[1,2}", "bad_json")]
    [InlineData("{\"id\":\"open}", "bad_json")]
    [InlineData("{\"id\":2}}", "bad_json")]
    [InlineData("what is this", "bad_json")]
    [InlineData("{\"id\":\"\\ud83d\"}", "bad_json")]
    [InlineData("{\"id\":\"a\0b\"}", "bad_json")]
    public void One_bad_element_does_not_lose_the_others(string bad, string rule)
    {
        foreach (var separator in new[] { ",\n", "," })
        {
            var (rows, rejects, _) = Read($"[{{\"id\":1}}{separator}{bad}{separator}{{\"id\":3}}{separator}{{\"id\":4}}]");

            Assert.Contains("id=1", rows[0], StringComparison.Ordinal);
            Assert.Equal(["id=3", "id=4"], rows.TakeLast(2).Select(r => r.Split(' ')[1]));
            Assert.NotEmpty(rejects);
            Assert.All(rejects, r => Assert.Equal(rule, r.Rule));
        }
    }

    [Fact]
    public void A_bad_line_does_not_lose_the_others()
    {
        var (rows, rejects, _) = Read("{\"a\":1}\n{\"a\":\"open\n{\"a\":3}\n", isLines: true);

        Assert.Equal(["1 a=1", "3 a=3"], rows);
        Assert.Equal(("bad_json", 2L, "{\"a\":\"open"), (rejects[0].Rule, rejects[0].Line, Encoding.UTF8.GetString(rejects[0].Raw)));
    }

    [Fact]
    public void A_file_that_is_cut_short_is_remarked_and_its_last_element_refused()
    {
        var (rows, rejects, note) = Read("[{\"a\":1},\n{\"a\":2},\n{\"a\":3,\"b");

        Assert.Equal(["1 a=1", "2 a=2"], rows);
        Assert.Equal((3L, "{\"a\":3,\"b"), (rejects[0].Line, Encoding.UTF8.GetString(rejects[0].Raw)));
        Assert.Contains("not closed", note, StringComparison.Ordinal);
    }

    [Fact]
    public void Elements_that_are_too_long_are_refused_without_being_kept()
    {
        _limits = new ReadLimits { MaxRecordBytes = 10_000, MaxRejectBytes = 100, ReadBytes = 1_000 };
        var huge = new string('x', 100_000);

        var (rows, rejects, _) = Read($"[{{\"a\":1}},{{\"a\":\"{huge}\"}},\n{{\"a\":3}},{{\"a\":[{string.Join(',', Enumerable.Range(0, 9_000))}]}},{{\"a\":5}}]");

        Assert.Equal(["1 a=1", "2 a=3", "2 a=5"], rows);
        Assert.Equal(["1:line_too_long", "2:line_too_long"], rejects.Select(r => $"{r.Line}:{r.Rule}"));
        Assert.Equal((100, 100_008L), (rejects[0].Raw.Length, rejects[0].RawLength));
    }

    [Fact]
    public void Other_encodings_are_read()
    {
        Assert.Equal(["1 a=é"], Read([.. "{\"a\":\""u8, 0xE9, .. "\"}"u8], isLines: true).Rows);
        Assert.Equal(["1 a=é"], Read([.. Encoding.UTF8.Preamble, .. "[{\"a\":\"é\"}]"u8]).Rows);
        Assert.Equal(["1 a=é"], Read([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("[{\"a\":\"é\"}]")]).Rows);
    }

    [Fact]
    public void Names_that_meet_are_kept_apart()
    {
        var (rows, _, _) = Read("{\"a_b\":1,\"a\":{\"b\":2,\"c\":3},\"_line\":4,\"x\":{\"y\":5}}\n{\"x\":6,\"A_B\":7}", isLines: true);

        Assert.Equal(["1 a_b=1 a_c=3 extra_line=4 x={\"y\":5} x_y=5", "2 x=6"], rows);
    }

    [Fact, Long]
    public void Any_division_gives_the_same_rows_and_every_element_comes_back() =>
        Prop.ForAll(Files().ToArbitrary(), input =>
        {
            var (elements, separator, limits, damage) = input;
            var text = $"[{string.Join("," + separator, elements)}]";
            var bytes = Encoding.UTF8.GetBytes(text);
            if (damage is var (place, value) && place > 0)
            {
                bytes[place % bytes.Length] = value;
            }

            _limits = new ReadLimits { MaxRecordBytes = 1 << 20, ReadBytes = 1 << 16 };
            var whole = Read(bytes);
            _limits = limits;
            var small = Read(bytes);

            Assert.Equal(whole.Rows, small.Rows);
            Assert.Equal(whole.Rejects.Select(r => (r.Rule, r.Line, r.Offset, r.RawHash)), small.Rejects.Select(r => (r.Rule, r.Line, r.Offset, r.RawHash)));
            if (damage.Place == 0)
            {
                Assert.Empty(whole.Rejects);
                Assert.Equal(elements.Count, whole.Rows.Count);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithQuietOnSuccess(true));

    private static Gen<(List<string> Elements, string Separator, ReadLimits Limits, (int Place, byte Value) Damage)> Files() =>
        from elements in Gen.Zip(Gen.Choose(0, 999), Gen.Elements("x", "é\n\"", "{[", "}]", "\\", ",", "🚚")).Select(Element).ListOf()
        from separator in Gen.Elements("", " ", "\n", "\r\n  ")
        from part in Gen.Choose(1, 200)
        from read in Gen.Choose(8, 60)
        from place in Gen.Choose(0, 2_000)
        from value in Gen.Elements((byte)'"', (byte)'{', (byte)'}', (byte)'[', (byte)',', (byte)'\n', (byte)0xFF, (byte)'x')
        from isDamaged in ArbMap.Default.GeneratorFor<bool>()
        select (elements.ToList(), separator, new ReadLimits { PartBytes = part, ReadBytes = read, MaxRecordBytes = 1 << 20 }, (isDamaged ? place : 0, value));

    private static string Element((int Number, string Text) seed) =>
        JsonSerializer.Serialize(new { id = seed.Number, text = seed.Text, nested = new { list = new[] { seed.Text }, seed.Number } });

    private (List<string> Rows, IReadOnlyList<Reject> Rejects, string? Note) Read(string text, bool isLines = false) =>
        Read(Encoding.UTF8.GetBytes(text), isLines);

    private (List<string> Rows, IReadOnlyList<Reject> Rejects, string? Note) Read(byte[] bytes, bool isLines = false)
    {
        var path = _workspace.Write("file.json", bytes);
        var survey = new FileSurveyor(new JsonFormat(isLines), _limits, _workspace.Root).Survey(new FileToRead(path, "file.json", 0));
        using var files = new FileSet([], [survey], _limits);
        var rows = new List<string>();
        for (var part = 0; part < files.Parts; part++)
        {
            using var result = _workspace.Connection.Query($"select * from {files.Open(part, "json_test", _workspace.Connection)}");
            var columns = result.Columns.Select(c => c.Name).ToList();
            var line = columns.IndexOf("_line");
            while (result.NextChunk(out var chunk))
            {
                for (var row = 0; row < chunk.Rows; row++)
                {
                    var cells = Enumerable.Range(0, columns.Count)
                        .Where(c => !columns[c].StartsWith('_') && !chunk.IsNull(c, row))
                        .Select(c => $"{columns[c]}={chunk.Text(c, row)}");
                    rows.Add($"{chunk.Int64(line, row)} {string.Join(' ', cells)}");
                }
            }
        }

        return (rows, files.Rejects, survey.Body.Note);
    }
}
