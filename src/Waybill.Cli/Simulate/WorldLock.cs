using Waybill.Events;

namespace Waybill.Cli.Simulate;

/// <summary>
/// Keeps a second simulation out of a world; the operating system ends the lock with the process, however that ends.
/// Refining the same workspace meanwhile is allowed: it only reads what has landed.
/// </summary>
internal sealed class WorldLock : IDisposable
{
    private readonly FileStream _file;

    private WorldLock(FileStream file) => _file = file;

    public static WorldLock Take(string stateFolder)
    {
        string path = Path.Combine(stateFolder, "world.lock");
        try
        {
            Directory.CreateDirectory(stateFolder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Connectors.Files.FileErrors.Explain(stateFolder, e);
        }

        try
        {
            return new WorldLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e)
        {
            throw new WaybillException(
                WaybillErrorKind.Busy,
                $"Another simulation is running in {stateFolder}.",
                "Wait until it is done, or use another workspace with --workspace.",
                e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw Connectors.Files.FileErrors.Explain(path, e);
        }
    }

    public void Dispose() => _file.Dispose();
}
