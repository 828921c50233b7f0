using Waybill.Events;

namespace Waybill.Connectors.Files;

/// <summary>Says what to do when the disk or the file system refuses.</summary>
public static class FileErrors
{
    /// <summary>HResult of "disk full" on Unix (ENOSPC) and on Windows (ERROR_DISK_FULL).</summary>
    private static readonly int[] DiskFull = [28, unchecked((int)0x80070070)];

    /// <summary>Runs an action on a file; what the system refuses becomes an error that names the file.</summary>
    public static T Guard<T>(string path, Func<T> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        try
        {
            return action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Explain(path, e);
        }
    }

    public static WaybillException Explain(string path, Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        string advice = DiskFull.Contains(cause.HResult)
            ? "The disk is full: make room, then run the same command again; it goes on where it stopped."
            : "Check that the folder exists and may be written, then run the same command again.";
        return new WaybillException(
            WaybillErrorKind.Storage, $"Cannot write {path}: {cause.Message}", advice, cause);
    }
}
