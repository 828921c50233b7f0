using System.Text;
using Waybill.Lake.Catalog;
using Waybill.Pipeline.Engine;

namespace Waybill.IntegrationTests.Cli;

/// <summary>
/// A workspace with twenty good orders, in which then every kind of bad file landed at once, and one run over them. The tests
/// ask what became of each.
/// </summary>
public sealed class BadLanding : IDisposable
{
    public const string Truncated = "logistics/logistics_updates_20260103_000000.csv";
    public const string NulByte = "logistics/logistics_updates_20260103_060000.csv";
    public const string OtherHeader = "logistics/logistics_updates_20260103_120000.csv";
    public const string MissingColumn = "logistics/logistics_updates_20260103_180000.csv";
    public const string LongLine = "logistics/logistics_updates_20260104_000000.csv";
    public const string Locked = "logistics/logistics_updates_20260104_060000.csv";
    public const string Link = "logistics/logistics_updates_20260104_120000.csv";
    public const string Folder = "logistics/logistics_updates_20260104_180000.csv";
    public const string Utf16 = "logistics/logistics_updates_20260105_000000.csv";
    public const string Empty = "logistics/logistics_updates_20260105_060000.csv";
    public const string Latin1 = "sales/orders_20260103_000000.csv";
    public const string EscapingName = "logistics/%2e%2e%2f..%2f..\\escape.csv";

    private const long LongLineBytes = 100_000_000;
    private readonly TemporaryFolder _folder = new();

    public BadLanding()
    {
        _folder.Write(OrderFiles.SalesFile("20260101_120000"),
            OrderFiles.SalesHeader + string.Concat(Enumerable.Range(1, 20).Select(i => OrderFiles.Order(i))));
        WaybillProgram.Succeed("run", "--workspace", _folder.Root);
        Before = Bronze("sales");
        var locked = LandFiles();
        using (locked)
        {
            var run = WaybillProgram.Run("run", "--json", "--workspace", _folder.Root);
            ExitCode = run.ExitCode;
            Notes = run.Json().GetProperty("run").GetProperty("steps").EnumerateArray()
                .SelectMany(s => s.GetProperty("notes").EnumerateArray())
                .ToDictionary(n => n.GetProperty("file").GetString() ?? "", n => n.GetProperty("message").GetString() ?? "");
        }

        Later = WaybillProgram.Run("run", "--json", "--workspace", _folder.Root);
    }

    public int ExitCode { get; }

    /// <summary>The rows of the good orders before anything bad landed.</summary>
    public IReadOnlyList<string> Before { get; }

    /// <summary>What the run said of files.</summary>
    public IReadOnlyDictionary<string, string> Notes { get; }

    /// <summary>The run after that, when the locked file was free.</summary>
    internal ProgramResult Later { get; }

    /// <summary>Order ids with the word that the row is about, of one file or of all.</summary>
    public IReadOnlyList<string> Bronze(string feed, string file = "%") => Query(
        $"select order_id || ' ' || {(feed == "sales" ? "customer_name" : "status")} from bronze.{feed} where _file like '{file}' order by 1");

    /// <summary>Rule, line and kept bytes of what was quarantined of a file.</summary>
    public IReadOnlyList<string> Quarantined(string file) => Query(
        $"select _rule || ' ' || _line || ' ' || octet_length(_raw) from quarantine.bronze_logistics where _file = '{file}' order by _line");

    public IReadOnlyList<string> Query(string sql)
    {
        using var query = LakeQuery.Open(new DirectoryCatalog(_folder.PathOf("lake")), library: null);
        return query.Connection.List<string>(sql);
    }

    public void Dispose() => _folder.Dispose();

    private FileStream LandFiles()
    {
        Land(Truncated, OrderFiles.UpdatesHeader + OrderFiles.Update(1, "Processing") + OrderFiles.Update(2, "Processing")[..21]);
        Land(NulByte, OrderFiles.UpdatesHeader + OrderFiles.Update(3, "Proc\0essing") + OrderFiles.Update(4, "Processing"));
        Land(OtherHeader, "a,b,c\n1,2,3\n");
        Land(MissingColumn, "order_id,status\n" + OrderFiles.Id(5) + ",Processing\n");
        Land(Utf16, [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(OrderFiles.UpdatesHeader + OrderFiles.Update(8, "Processing"))]);
        Land(Empty, "");
        Land(EscapingName, OrderFiles.UpdatesHeader + OrderFiles.Update(9, "Processing"));
        Land(Latin1, Encoding.Latin1.GetBytes(OrderFiles.SalesHeader + OrderFiles.Order(21, "José Muñoz")));
        LandLongLine();
        Directory.CreateDirectory(PathOf(Folder));
        File.CreateSymbolicLink(PathOf(Link), "/etc/passwd");
        return new FileStream(Land(Locked, OrderFiles.UpdatesHeader + OrderFiles.Update(10, "Processing")), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    // Sparse: the disk holds only its ends.
    private void LandLongLine()
    {
        Land(LongLine, OrderFiles.UpdatesHeader + OrderFiles.Update(6, "Processing"));
        using var file = File.OpenWrite(PathOf(LongLine));
        file.Seek(LongLineBytes, SeekOrigin.End);
        file.Write(Encoding.UTF8.GetBytes("\n" + OrderFiles.Update(7, "Processing")));
    }

    private string PathOf(string file) => _folder.PathOf("landing/" + file);

    private string Land(string file, string text) => _folder.Write("landing/" + file, text);

    private string Land(string file, byte[] bytes) => _folder.Write("landing/" + file, bytes);
}
