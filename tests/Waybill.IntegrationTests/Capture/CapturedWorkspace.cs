using Waybill.Connectors.Capture;
using Waybill.IntegrationTests.Cli;

namespace Waybill.IntegrationTests.Capture;

/// <summary>A workspace in a temporary folder that follows a database, without bronze: what has landed counts as confirmed.</summary>
internal sealed class CapturedWorkspace(ShopDatabase database, CaptureOptions? options = null) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Root => _folder.Root;

    public CaptureOptions Options { get; } = options ?? new CaptureOptions { Slot = database.Name };

    public LandedChanges Changes => new(Root);

    public CaptureState State => new CaptureFolder(Root).Load()!;

    /// <summary>Lands everything that is committed now.</summary>
    public async Task<CaptureNotes> CatchUpAsync(Action<string>? reached = null)
    {
        var notes = new CaptureNotes();
        var folder = new CaptureFolder(Root) { Reached = reached };
        await using var capture = await ReplicationCapture.OpenAsync(database.Address, folder, Options, notes, CancellationToken.None);
        await capture.RunAsync(follow: false, CancellationToken.None);
        folder.Confirm(folder.State.Landed);
        await capture.ConfirmAsync(CancellationToken.None);
        await capture.AwaitConfirmedAsync(CancellationToken.None);
        return notes;
    }

    public void Dispose() => _folder.Dispose();
}
