using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace Waybill.Connectors.Files;

/// <summary>
/// A file that is written under a hidden name beside its place, hashed on the way, and renamed into place when it is
/// whole and on the disk. Whatever ends the program before, nobody sees a part of it.
/// </summary>
public sealed class StagedFile : IDisposable
{
    /// <summary>Ending of files that are being written; they start with a dot as well.</summary>
    public const string StagedEnding = ".part";

    /// <summary>
    /// While a file grows through the page cache, what is new of it is sent to the disk in pieces of this size, so that
    /// little is left to wait for at the end.
    /// </summary>
    private const long FlushEvery = 16 << 20;

    /// <summary>What is copied is hashed while it is in the processor's innermost cache.</summary>
    private const int PieceBytes = 8 << 10;

    private readonly string _root;
    private readonly string _stagedPath;
    private readonly SafeFileHandle _handle;
    private readonly BlockWriter _blocks;
    private readonly List<(long Length, XxHash3 Hash)> _hashesBefore = [];
    private XxHash3 _hash = new();
    private Task _flushing = Task.CompletedTask;
    private long _flushedUntil;

    /// <param name="root">Absolute path of the workspace.</param>
    /// <param name="path">Where the file will be, relative to the workspace, with forward slashes.</param>
    public StagedFile(string root, string path)
    {
        _root = root;
        Path = path;
        _stagedPath = StagedPath(System.IO.Path.Combine(root, path));
        _handle = FileErrors.Guard(_stagedPath, () =>
        {
            CreateFolderOf(_stagedPath);
            return File.OpenHandle(_stagedPath, FileMode.Create, FileAccess.ReadWrite, FileShare.Read);
        });
        _blocks = new BlockWriter(_handle);
    }

    public string Path { get; }

    public long Length => _blocks.Length;

    /// <summary>Whether the content is hashed; the hash of a file without is that of no bytes.</summary>
    public bool IsHashed { get; init; } = true;

    /// <summary>Whether the file may lose its end; see <see cref="Cut"/>.</summary>
    public bool IsCuttable { get; init; }

    /// <summary>The hidden name that a file has while it is written.</summary>
    public static string StagedPath(string finalPath) => System.IO.Path.Combine(
        System.IO.Path.GetDirectoryName(finalPath) ?? "",
        $".{System.IO.Path.GetFileName(finalPath)}{StagedEnding}");

    /// <summary>Makes the folder in which a file will lie.</summary>
    public static void CreateFolderOf(string path)
    {
        if (System.IO.Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        if (IsCuttable)
        {
            _hashesBefore.Add((Length, _hash.Clone()));
        }

        for (; !bytes.IsEmpty; bytes = bytes[Math.Min(bytes.Length, PieceBytes)..])
        {
            AppendPiece(bytes[..Math.Min(bytes.Length, PieceBytes)]);
        }

        if (!_blocks.IsDirect && Length - _flushedUntil >= FlushEvery && _flushing.IsCompletedSuccessfully)
        {
            _flushedUntil = Length;
            _flushing = Task.Run(() => RandomAccess.FlushToDisk(_handle));
        }
    }

    /// <summary>Reads back what was written.</summary>
    /// <returns>The number of bytes read.</returns>
    public int Read(long offset, Span<byte> target)
    {
        Settle();
        return RandomAccess.Read(_handle, target, offset);
    }

    /// <summary>Takes away all behind a place, which must not be behind the end.</summary>
    public void Cut(long length)
    {
        (long before, XxHash3? hash) = _hashesBefore.FindLast(h => h.Length <= length);
        if (hash is null)
        {
            throw new InvalidOperationException("The file is not cuttable.");
        }

        byte[] rest = new byte[length - before];
        Read(before, rest);
        hash.Append(rest);
        _hash = hash;
        FileErrors.Guard(_stagedPath, () =>
        {
            _blocks.Cut(length);
            return true;
        });
    }

    /// <summary>Forces the file to the disk.</summary>
    public void Flush() => FileErrors.Guard(_stagedPath, () =>
    {
        _blocks.Settle();
        _flushing.GetAwaiter().GetResult();
        RandomAccess.FlushToDisk(_handle);
        return true;
    });

    /// <summary>Closes the file and moves it to its place, or to another one.</summary>
    /// <param name="otherPath">Relative to the workspace; null for its own place.</param>
    public WrittenFile Publish(string? otherPath = null)
    {
        Settle();
        _handle.Dispose();
        string path = otherPath ?? Path;
        string target = System.IO.Path.Combine(_root, path);
        return FileErrors.Guard(target, () =>
        {
            CreateFolderOf(target);
            File.Move(_stagedPath, target, overwrite: true);
            return new WrittenFile(path, Length, _hash.GetCurrentHashAsUInt64());
        });
    }

    public void Dispose()
    {
        // A flush that is still running holds the handle; whether it succeeds no longer matters to anybody.
        ((IAsyncResult)_flushing).AsyncWaitHandle.WaitOne();
        _blocks.Dispose();
        _handle.Dispose();
    }

    private void AppendPiece(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _blocks.Append(bytes);
        }
        catch (IOException e)
        {
            throw FileErrors.Explain(_stagedPath, e);
        }

        if (IsHashed)
        {
            _hash.Append(bytes);
        }
    }

    private void Settle() => FileErrors.Guard(_stagedPath, () =>
    {
        _blocks.Settle();
        return true;
    });
}
