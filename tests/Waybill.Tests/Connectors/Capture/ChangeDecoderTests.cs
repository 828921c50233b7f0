using Waybill.Connectors.Capture;
using Xunit;

namespace Waybill.Tests.Connectors.Capture;

public sealed class ChangeDecoderTests : IDisposable
{
    private readonly TestWorkspace _workspace = new();
    private readonly CaptureFolder _folder;

    public ChangeDecoderTests()
    {
        _folder = new CaptureFolder(_workspace.Root);
        _folder.Begin(new CaptureState { Way = CaptureWay.Replication, Server = "s", SystemIdentifier = "1", DatabaseId = 1 });
        _folder.Sweep();
    }

    [Fact]
    public void Numbers_follow_the_commits_and_go_on_behind_the_last_one()
    {
        var lines = Decode(lastNumber: 150,
            PgOutput.Begin(100, 7), PgOutput.Insert("1", "a"), PgOutput.Insert("2", null), PgOutput.Commit(100, 110),
            PgOutput.Begin(1000, 6), PgOutput.Insert("3", ""), PgOutput.Commit(1000, 1010));

        Assert.Equal(
            ["I,151,7,2000-01-01 00:00:00.000000,,1,a", "I,152,7,2000-01-01 00:00:00.000000,,2,", "I,1001,6,2000-01-01 00:00:00.000000,,3,\"\""], lines);
    }

    [Fact]
    public void A_changed_key_ends_the_old_row()
    {
        var lines = Decode(lastNumber: 0, PgOutput.Begin(100, 7), PgOutput.Update(["1", "a"], ["2", "a"]), PgOutput.Update(["2", "a"], ["2", "b"]),
            PgOutput.Delete("2", "b"), PgOutput.Commit(100, 110));

        Assert.Equal(
        [
            """D,101,7,2000-01-01 00:00:00.000000,"{""id"":1,""name"":""a""}",1,a""",
            """U,102,7,2000-01-01 00:00:00.000000,"{""id"":1}",2,a""",
            """U,103,7,2000-01-01 00:00:00.000000,"{""name"":""a""}",2,b""",
            """D,104,7,2000-01-01 00:00:00.000000,"{""id"":2,""name"":""b""}",2,b""",
        ], lines);
    }

    [Fact]
    public void What_was_committed_before_its_table_was_copied_is_left_out()
    {
        var lines = Decode(lastNumber: 0, new Lsn(500), PgOutput.Begin(499, 7), PgOutput.Insert("1", "a"), PgOutput.Commit(499, 500),
            PgOutput.Begin(500, 8), PgOutput.Insert("2", "b"), PgOutput.Commit(500, 510));

        Assert.Equal(["I,501,8,2000-01-01 00:00:00.000000,,2,b"], lines);
    }

    public void Dispose() => _workspace.Dispose();

    private string[] Decode(long lastNumber, params byte[][] messages) => Decode(lastNumber, Lsn.None, messages);

    private string[] Decode(long lastNumber, Lsn copiedAt, params byte[][] messages)
    {
        var decoder = new ChangeDecoder(new Dictionary<string, CapturedTable> { ["things"] = new(PgOutput.Table, 0, copiedAt) }, lastNumber);
        decoder.Learn(new TableLayout("things", PgOutput.Table, [new LayoutColumn("id", 20, isKey: true), new LayoutColumn("name", 25, isKey: false)], hasWholeImages: true));
        using var batch = new OpenBatch(_folder);
        foreach (var message in messages)
        {
            decoder.Decode(message, batch);
        }

        _folder.Land(new CaptureBatch { Files = batch.Complete(decoder.CommittedAt, decoder.End.Value), Landed = decoder.End, LastNumber = decoder.LastNumber });
        var file = Assert.Single(Directory.GetFiles(Path.Combine(_workspace.Root, "landing/shop/things")));
        return File.ReadAllLines(file)[1..];
    }
}
