using Waybill.Cli.Capturing;
using Waybill.Cli.Workspaces;
using Waybill.Connectors.Capture;
using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Lake.Catalog;
using Xunit;

namespace Waybill.IntegrationTests.Capture;

public sealed class BronzeStepTests(LogicalServer server) : IClassFixture<LogicalServer>
{
    [Fact]
    public async Task What_has_landed_is_refined_before_it_is_confirmed_although_nobody_has_been_told_of_it()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "untold");
        using var capturing = new Capturing(shop);
        await capturing.LandAsync();
        await capturing.Bronze.RunAsync(CancellationToken.None);
        await shop.ExecuteAsync("insert into shop.carriers (carrier_id, name) values (2, 'two')");

        capturing.Watch.Telling = () => capturing.Bronze.RunAsync(CancellationToken.None).Wait();
        await capturing.LandAsync();

        Assert.Equal(capturing.Folder.State.Landed, capturing.Watch.ConfirmedWhenTold);
        Assert.Equal(2, capturing.Watch.RowsWhenTold);
    }

    [Fact]
    public async Task What_landed_by_watermark_is_refined_although_nobody_could_be_told_of_it()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "untold_round");
        using var capturing = new Capturing(shop);
        await capturing.RoundAsync();
        await capturing.Bronze.RunAsync(CancellationToken.None);
        await shop.ExecuteAsync("insert into shop.carriers (carrier_id, name) values (2, 'two')");

        capturing.Watch.Telling = () => throw new IOException("nobody reads");
        await Assert.ThrowsAsync<IOException>(capturing.RoundAsync);
        await capturing.Bronze.RunAsync(CancellationToken.None);

        Assert.Equal(2, capturing.BronzeRows());
    }

    [Fact]
    public async Task A_server_that_does_not_say_how_far_behind_a_landing_is_does_not_undo_it()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "no_figures");
        using var workspace = new CapturedWorkspace(shop);
        await workspace.CatchUpAsync();
        await shop.ExecuteAsync("insert into shop.carriers (carrier_id, name) values (2, 'two')");

        var notes = new CaptureNotes();
        var folder = new CaptureFolder(workspace.Root) { Reached = s => CutQuestionsWhenLanded(shop, s) };
        await using (var capture = await ReplicationCapture.OpenAsync(shop.Address, folder, workspace.Options, notes, CancellationToken.None))
        {
            await capture.RunAsync(follow: false, CancellationToken.None);
        }

        var batch = Assert.Single(notes.Batches);
        Assert.Equal((1, null, null), (batch.Changes, batch.LagBytes, batch.LagSeconds));
        Assert.Equal(batch.End, workspace.State.Landed);
    }

    [Fact]
    public async Task Bronze_leaves_a_landing_to_the_capture_that_is_in_its_middle()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "in_the_middle");
        using var capturing = new Capturing(shop);
        await capturing.LandAsync();
        await shop.ExecuteAsync("begin; update shop.carriers set is_active = false; update shop.channels set is_active = false; commit");
        var during = new List<(string Step, bool IsLanding)>();

        capturing.Reached = step =>
        {
            if (step is "batch is named" or "file has its name" or "names are on the disk")
            {
                capturing.NewBronze().RunAsync(CancellationToken.None).Wait();
                during.Add((step, new CaptureFolder(capturing.Root).Load()!.Landing is not null));
            }
        };
        await capturing.LandAsync();
        capturing.Reached = null;
        await capturing.Bronze.RunAsync(CancellationToken.None);

        Assert.Equal(
            [("batch is named", true), ("file has its name", true), ("file has its name", true), ("names are on the disk", true)], during);
        Assert.Null(new CaptureFolder(capturing.Root).Load()!.Landing);
        Assert.Equal(capturing.Folder.State.Landed, capturing.Folder.State.Confirmed);
        Assert.Equal(2, capturing.BronzeRows());
    }

    private static void CutQuestionsWhenLanded(ShopDatabase shop, string step)
    {
        if (step == "batch has landed")
        {
            shop.ExecuteAsync($"""
                select pg_terminate_backend(pid, 5000) from pg_stat_activity
                where datname = '{shop.Name}' and backend_type = 'client backend' and application_name = 'waybill'
                """).Wait();
        }
    }

    /// <summary>Landing and bronze of one workspace as a capture holds them, each step on its own.</summary>
    private sealed class Capturing : IDisposable
    {
        private readonly ShopDatabase _shop;
        private readonly ShopModels _models = new("carriers", "channels");
        private readonly CapturedWorkspace _workspace;
        private readonly Workspace _opened;
        private readonly WorkspaceGate _gate;
        private readonly CaptureOptions _options;

        public Capturing(ShopDatabase shop)
        {
            _shop = shop;
            _workspace = new CapturedWorkspace(shop);
            _opened = Workspace.Create(_workspace.Root);
            _gate = new WorkspaceGate(_opened);
            _options = _workspace.Options with { EnterWorkspace = _gate.EnterAsync };
            Folder = new CaptureFolder(Root) { Reached = step => Reached?.Invoke(step) };
            Watch = new TellingWatch(this);
            Bronze = NewBronze();
        }

        public string Root => _workspace.Root;

        public CaptureFolder Folder { get; }

        public TellingWatch Watch { get; }

        public BronzeStep Bronze { get; }

        public Action<string>? Reached { get; set; }

        public BronzeStep NewBronze() => new(_opened, Folder, _gate, new CaptureTally(_ => { }), _models.Folder);

        public async Task LandAsync()
        {
            await using var capture = await ReplicationCapture.OpenAsync(_shop.Address, Folder, _options, Watch, CancellationToken.None);
            await capture.RunAsync(follow: false, CancellationToken.None);
        }

        public async Task RoundAsync()
        {
            await using var rounds = await WatermarkCapture.OpenAsync(_shop.Address, Folder, _options, Watch, CancellationToken.None);
            await rounds.CatchUpAsync(CancellationToken.None);
        }

        public long BronzeRows()
        {
            using var database = DuckDbDatabase.Open();
            using var connection = database.Connect();
            var lake = new DirectoryCatalog(Path.Combine(Root, "lake"));
            return connection.Scalar<long>($"select count(*) from {lake.Load(TableId.Parse("bronze.shop_carriers")).Scan().ToSql()}");
        }

        public void Dispose()
        {
            _models.Dispose();
            _workspace.Dispose();
        }
    }

    /// <summary>Lets something happen between the landing of a batch and the word of it.</summary>
    private sealed class TellingWatch(Capturing capturing) : ICaptureWatch
    {
        public Action? Telling { get; set; }

        public Lsn ConfirmedWhenTold { get; private set; }

        public long RowsWhenTold { get; private set; }

        public void Note(string message)
        {
        }

        public void Landed(LandedBatch batch)
        {
            if (Telling is { } telling)
            {
                telling();
                ConfirmedWhenTold = capturing.Folder.State.Confirmed;
                RowsWhenTold = capturing.BronzeRows();
            }
        }
    }
}
