using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Waybill.Connectors.Reading;
using Waybill.Events.Feeds;
using Xunit;

namespace Waybill.Tests.Connectors.Csv;

/// <summary>Random files, whole and damaged: what is read is what the simple reader reads, and nothing vanishes.</summary>
public sealed class CsvFuzzTests : IDisposable
{
    private const string Header = "order_id,status,status_timestamp,source_seq\n";

    private static readonly string[] Pieces =
    [
        "a", "bc", "o-1", "long text that is longer than twelve", "é", "Đà", "🚚", "\"", "\"\"", ",", ",", ",", "\n", "\n", "\r\n", "\r", " ", "",
        "x,y,z,w\n", "x,y,z,w\r\n", "1,2,3\n", "\"q\",\"r\"\"s\",t,\"u\nv\"\n", "\"", "\",", ",\"", "\"\n", ";",
    ];

    private readonly TestWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact, Long]
    public void Random_pieces_are_read_as_the_simple_reader_reads_them() => Check(PieceFiles(), 600);

    [Fact]
    public void Random_bytes_are_read_as_the_simple_reader_reads_them() =>
        Check(ArbMap.Default.GeneratorFor<byte[]>().Select(bytes => (byte[])[.. Encoding.UTF8.GetBytes(Header), .. bytes]), 300);

    [Fact]
    public void Valid_files_come_back_field_by_field() =>
        Prop.ForAll(ValidTables().ToArbitrary(), table =>
        {
            var text = Header + string.Concat(table.Select(row => string.Join(',', row.Select(Quote)) + "\n"));

            var arrived = Read(Encoding.UTF8.GetBytes(text));

            Assert.Empty(arrived.Rejects);
            Assert.Equal(table.Select(row => string.Join('|', row)), arrived.Rows.Select(row => string.Join('|', row.Cells)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithQuietOnSuccess(true));

    /// <summary>Small blocks and parts put their borders everywhere.</summary>
    private static Gen<ReadLimits> SmallLimits() =>
        from part in Gen.Choose(1, 300)
        from max in Gen.Elements(40, 200, 4_000)
        from read in Gen.Choose(8, 40)
        from block in Gen.Choose(16, 100)
        select new ReadLimits { PartBytes = part, MaxRecordBytes = max, ReadBytes = read, BlockBytes = block };

    private static Gen<byte[]> PieceFiles() =>
        from pieces in Gen.Elements(Pieces).ListOf()
        from damage in Gen.ListOf(Gen.Zip(Gen.Choose(0, 10_000), ArbMap.Default.GeneratorFor<byte>()), 3)
        from isDamaged in ArbMap.Default.GeneratorFor<bool>()
        select Damage(Encoding.UTF8.GetBytes(Header + string.Concat(pieces)), isDamaged ? damage : []);

    private static byte[] Damage(byte[] file, IEnumerable<(int Place, byte Value)> damage)
    {
        foreach (var (place, value) in damage)
        {
            if (file.Length > Header.Length)
            {
                file[Header.Length + (place % (file.Length - Header.Length))] = value;
            }
        }

        return file;
    }

    private static Gen<List<string[]>> ValidTables() =>
        Gen.Elements(Pieces).ListOf().Select(p => string.Concat(p.Take(4)).Replace("\r", "", StringComparison.Ordinal))
            .ArrayOf(4).ListOf().Select(rows => rows.ToList());

    private static string Quote(string field) =>
        field.AsSpan().IndexOfAny(",\"\n") >= 0 || field.Length == 0 ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;

    private void Check(Gen<byte[]> files, int tests) =>
        Prop.ForAll(Gen.Zip(files, SmallLimits()).ToArbitrary(), input =>
        {
            var (file, limits) = input;
            _workspace.Limits = limits;

            var small = Read(file);
            _workspace.Limits = limits with { PartBytes = 1 << 20, ReadBytes = Math.Min(4_096, limits.MaxRecordBytes), BlockBytes = 4_096 };
            var whole = Read(file);

            Assert.Equal(ReferenceReader.Read(file, 4, limits), Found(small));
            Assert.Equal(whole.Rows.Select(r => r.ToString()), small.Rows.Select(r => r.ToString()));
            Assert.Equal(whole.Rejects.Select(r => (r.Rule, r.Detail, r.Line, r.Offset)), small.Rejects.Select(r => (r.Rule, r.Detail, r.Line, r.Offset)));
            Assert.Equal(file.Length - Header.Length, BytesFound(small, file));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(tests).WithEndSize(60).WithQuietOnSuccess(true));

    private static IEnumerable<string> Found(Arrived arrived) =>
        arrived.Rows.Select(r => (r.Line, Text: $"{r.Line} row {string.Join('|', r.Cells)}"))
            .Concat(arrived.Rejects.Select(r => (r.Line, Text: $"{r.Line} {r.Rule} {Convert.ToHexString(r.Raw)}")))
            .OrderBy(f => f.Line)
            .Select(f => f.Text);

    /// <summary>Rows as they were or can be rebuilt, rejects, and blank lines must together be the whole file.</summary>
    private static int BytesFound(Arrived arrived, byte[] file)
    {
        var pieces = arrived.Rows.Select(r => r.Raw ?? Encoding.UTF8.GetBytes(string.Join(',', r.Cells)))
            .Concat(arrived.Rejects.Select(r => r.Raw))
            .ToList();
        var body = file.AsSpan(Header.Length);
        var blanks = 0;
        var lacksLineEnd = 0;
        for (var at = 0; at < body.Length;)
        {
            var rest = body[at..];
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..(end + 1)];
            var isBlank = line.TrimEnd("\r\n"u8).IsEmpty && line.Count((byte)'\r') < 2;
            blanks += isBlank ? line.Length : 0;
            lacksLineEnd = end < 0 && !isBlank ? 1 : 0;
            at += line.Length;
        }

        var inPieces = pieces.Sum(p => p.Length + 1) - (pieces.Count > 0 ? lacksLineEnd : 0);
        var innerBlanks = pieces.Sum(InnerBlankBytes);
        return inPieces + blanks - innerBlanks;
    }

    /// <summary>Blank lines inside quotes were counted with the others.</summary>
    private static int InnerBlankBytes(byte[] piece)
    {
        var bytes = 0;
        var start = 0;
        for (var i = 0; i < piece.Length; i++)
        {
            if (piece[i] == '\n')
            {
                var length = i - start;
                bytes += start > 0 && (length == 0 || (length == 1 && piece[start] == '\r')) ? length + 1 : 0;
                start = i + 1;
            }
        }

        return bytes;
    }

    private Arrived Read(byte[] file)
    {
        _workspace.Write("landing/logistics/fuzz.csv", file);
        return _workspace.Read(FeedCatalogue.Logistics);
    }
}
