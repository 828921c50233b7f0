using Waybill.Connectors.Capture;
using Waybill.Events;
using Xunit;

namespace Waybill.Tests.Connectors.Capture;

public sealed class CaptureFolderTests : IDisposable
{
    private readonly TestWorkspace _workspace = new();

    private string StateFile => Path.Combine(_workspace.Root, "state/capture.json");

    [Fact]
    public void A_state_comes_back_as_it_was()
    {
        var state = new CaptureState
        {
            Way = CaptureWay.Replication,
            Server = "host:5432/shop",
            SystemIdentifier = "7710513316135942957",
            DatabaseId = 4_294_967_295,
            SlotFrom = new Lsn(0x1_0000_00FF),
            Landed = new Lsn(ulong.MaxValue),
            LastNumber = long.MaxValue,
        };

        new CaptureFolder(_workspace.Root).Begin(state);
        var back = new CaptureFolder(_workspace.Root).Load();

        Assert.Equal(state with { Tables = back!.Tables }, back);
        Assert.Contains("\"slot_from\": \"1/FF\"", File.ReadAllText(StateFile));
    }

    [Theory]
    [InlineData("{", WaybillErrorKind.Corrupt)]
    [InlineData("""{"format": 99, "way": "Replication", "server": "", "system_identifier": "", "database_id": 1}""", WaybillErrorKind.NewerVersion)]
    [InlineData("""{"way": "Replication", "server": "", "system_identifier": "", "database_id": 1, "landed": "nowhere"}""", WaybillErrorKind.Corrupt)]
    public void A_state_that_cannot_be_read_is_refused(string text, WaybillErrorKind kind)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(StateFile)!);
        File.WriteAllText(StateFile, text);

        var error = Assert.Throws<WaybillException>(() => new CaptureFolder(_workspace.Root).Load());

        Assert.Equal(kind, error.Kind);
    }

    [Fact]
    public void A_file_that_should_land_and_is_gone_is_an_error()
    {
        var folder = new CaptureFolder(_workspace.Root);
        folder.Begin(new CaptureState
        {
            Way = CaptureWay.Replication,
            Server = "s",
            SystemIdentifier = "1",
            DatabaseId = 1,
            Landing = new CaptureBatch { Files = [CaptureFolder.Waits(0, "landing/shop/things/things_20260101_000000_1.csv", 10)], Landed = new Lsn(1), LastNumber = 1 },
        });

        var error = Assert.Throws<WaybillException>(() => new CaptureFolder(_workspace.Root).FinishLanding());

        Assert.Equal(WaybillErrorKind.Corrupt, error.Kind);
    }

    public void Dispose() => _workspace.Dispose();
}
