using Waybill.Events;

namespace Waybill.Connectors.Files;

/// <summary>A whole file that waits in the workspace's state for the drop with which it arrives.</summary>
/// <param name="HeldPath">Where it waits, relative to the workspace.</param>
/// <param name="Path">Where it will land, relative to the workspace.</param>
/// <param name="Window">Index of the window with whose drop it arrives.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Hash">XXH3 (64 bits) of its content.</param>
public sealed record HeldFile(string HeldPath, string Path, int Window, long Length, ulong Hash)
{
    /// <summary>Moves the file to where it lands. Doing it again after a crash gives the same result.</summary>
    /// <param name="root">Absolute path of the workspace.</param>
    /// <exception cref="WaybillException">The file is gone, or the disk refuses.</exception>
    public WrittenFile Land(string root)
    {
        ArgumentNullException.ThrowIfNull(root);
        string from = System.IO.Path.Combine(root, HeldPath);
        string to = System.IO.Path.Combine(root, Path);
        return FileErrors.Guard(to, () =>
        {
            StagedFile.CreateFolderOf(to);
            if (File.Exists(from))
            {
                File.Move(from, to, overwrite: true);
            }
            else if (!File.Exists(to) || new FileInfo(to).Length != Length)
            {
                throw new WaybillException(
                    WaybillErrorKind.Corrupt,
                    $"{HeldPath}, which was to land as {Path}, is gone.",
                    "Restore it from a copy of the workspace, or start a new world in an empty one.");
            }

            return new WrittenFile(Path, Length, Hash);
        });
    }
}
