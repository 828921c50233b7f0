using System.Security.Cryptography;

namespace Waybill.Lake.Io;

/// <summary>Files that survive a crash: written under a temporary name, flushed, then named. Failures become <see cref="LakeException"/>.</summary>
/// <remarks>Temporary names begin with <see cref="TemporaryPrefix"/> and hold the process id, so no two processes share one.</remarks>
internal static class DurableFiles
{
    /// <summary>Leftovers of a killed process carry this; readers ignore names with a dot in front.</summary>
    public const string TemporaryPrefix = ".tmp-";

    private static long _counter;

    public static string TemporaryName(string directory, string suffix) =>
        Path.Combine(directory, $"{TemporaryPrefix}{Environment.ProcessId}-{Interlocked.Increment(ref _counter)}{suffix}");

    /// <summary>Writes and flushes a file under a name that depends on its content, so replacing it changes nothing.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var temporary = WriteTemporary(Path.GetDirectoryName(path) ?? "", content);
        Replace(temporary, path);
    }

    /// <summary>Writes and flushes a temporary file; removes it when that fails.</summary>
    public static string WriteTemporary(string directory, ReadOnlySpan<byte> content)
    {
        var temporary = TemporaryName(directory, "");
        try
        {
            using var handle = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write, preallocationSize: content.Length);
            RandomAccess.Write(handle, content, 0);
            RandomAccess.FlushToDisk(handle);
            return temporary;
        }
        catch (Exception e) when (IsFileTrouble(e))
        {
            TryDelete(temporary);
            throw Trouble($"cannot write {temporary}", e);
        }
    }

    /// <summary>Gives a temporary file its name, over an older file of that name.</summary>
    public static void Replace(string temporary, string path)
    {
        try
        {
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (IsFileTrouble(e))
        {
            TryDelete(temporary);
            throw Trouble($"cannot name {path}", e);
        }
    }

    /// <summary>Gives a temporary file a name that must be free, and removes the temporary one. False when it is taken.</summary>
    public static bool TryPublish(string temporary, string path)
    {
        try
        {
            return NativeFiles.TryLink(temporary, path);
        }
        catch (Exception e) when (IsFileTrouble(e))
        {
            throw Trouble($"cannot name {path}", e);
        }
        finally
        {
            TryDelete(temporary);
        }
    }

    public static void FlushFile(string path) => Guard(path, "flush", () =>
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    });

    public static void FlushDirectory(string directory) => Guard(directory, "flush", () => NativeFiles.FlushDirectory(directory));

    public static void CreateDirectory(string directory) => Guard(directory, "create", () => Directory.CreateDirectory(directory));

    public static byte[] ReadAll(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw LakeException.Corrupt($"{path} is missing", e);
        }
        catch (Exception e) when (IsFileTrouble(e))
        {
            throw Trouble($"cannot read {path}", e);
        }
    }

    /// <summary>SHA-256 of a file's bytes.</summary>
    public static byte[] Hash(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 20, FileOptions.SequentialScan);
            return SHA256.HashData(stream);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw LakeException.Corrupt($"{path} is missing", e);
        }
        catch (Exception e) when (IsFileTrouble(e))
        {
            throw Trouble($"cannot read {path}", e);
        }
    }

    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (IsFileTrouble(e))
        {
            // A leftover is harmless: nothing refers to it.
        }
    }

    public static bool IsFileTrouble(Exception e) => e is IOException or UnauthorizedAccessException;

    public static LakeException Trouble(string what, Exception e) => new(
        LakeErrorKind.Io,
        $"{what}: {e.Message}",
        "check free space and permissions, then run again; the table is unchanged",
        e);

    private static void Guard(string path, string verb, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (IsFileTrouble(e))
        {
            throw Trouble($"cannot {verb} {path}", e);
        }
    }
}
