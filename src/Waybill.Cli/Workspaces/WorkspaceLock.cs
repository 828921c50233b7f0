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

    public static WorkspaceLock Take(Workspace workspace)
    {
        var path = Path.Combine(workspace.State, "lock");
        try
        {
            return new WorkspaceLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new WaybillException(WaybillErrorKind.Busy, $"Another Waybill is writing to {workspace.Root}.",
                "Wait until it is done, or use another workspace with --workspace.", e);
        }
    }

    public void Dispose() => _file.Dispose();
}
