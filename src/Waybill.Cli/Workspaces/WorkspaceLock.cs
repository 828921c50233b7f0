using Waybill.Events;

namespace Waybill.Cli.Workspaces;

/// <summary>
/// Keeps a second writer out of a workspace. The lock is held by the operating system on an open file, so it ends with the
/// process, however that ends.
/// </summary>
internal sealed class WorkspaceLock : IDisposable
{
    private readonly FileStream _file;

    private WorkspaceLock(FileStream file) => _file = file;

    public static WorkspaceLock Take(Workspace workspace) => Take(workspace, "lock", $"Another Waybill is writing to {workspace.Root}.");

    /// <summary>Keeps a second capture out; other commands may work meanwhile.</summary>
    public static WorkspaceLock TakeForCapture(Workspace workspace) =>
        Take(workspace, "capture.lock", $"Another capture is running in {workspace.Root}.");

    private static WorkspaceLock Take(Workspace workspace, string name, string busy)
    {
        var path = Path.Combine(workspace.State, name);
        try
        {
            return new WorkspaceLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new WaybillException(WaybillErrorKind.Busy, busy,
                "Wait until it is done, or use another workspace with --workspace.", e);
        }
    }

    public void Dispose() => _file.Dispose();
}
