using Microsoft.Win32.SafeHandles;
using Waybill.Events;

namespace Waybill.Connectors.Files;

/// <summary>
/// A file of lines that are on the disk as soon as they are appended, under a hidden name until the file is whole. What a program that was
/// ended left is taken over: its whole lines stay, a torn one goes. Only one program at a time has the hidden file.
/// </summary>
internal sealed class LineFile : IDisposable
{
    private readonly string _root;
    private readonly string _stagedPath;
    private readonly SafeFileHandle _handle;

    private LineFile(string root, string stagedPath, SafeFileHandle handle)
    {
        _root = root;
        _stagedPath = stagedPath;
        _handle = handle;
    }

    /// <summary>Bytes of whole lines.</summary>
    public long Length { get; private set; }

    /// <param name="root">Absolute path of the workspace.</param>
    /// <param name="staged">Hidden name, relative to the workspace; it begins with a dot and ends with <see cref="StagedFile.StagedEnding"/>.</param>
    /// <exception cref="WaybillException">Busy: another program has it. Storage: the system refuses.</exception>
    public static LineFile Open(string root, string staged)
    {
        var path = Path.Combine(root, staged);
        var isNew = !File.Exists(path);
        var handle = FileErrors.Guard(path, () =>
        {
            StagedFile.CreateFolderOf(path);
            return Exclusive(path);
        });
        var file = new LineFile(root, path, handle);
        try
        {
            if (isNew)
            {
                FolderFlush.Flush(Path.GetDirectoryName(path)!); // a file has a folder
            }
            else
            {
                file.TakeOver();
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Appends whole lines and forces them to the disk.</summary>
    public void Append(ReadOnlySpan<byte> lines)
    {
        try
        {
            RandomAccess.Write(_handle, lines, Length);
            RandomAccess.FlushToDisk(_handle);
        }
        catch (IOException e)
        {
            // A part of the lines may be there; it must not stand behind shorter ones that come instead.
            RandomAccess.SetLength(_handle, Length);
            throw FileErrors.Explain(_stagedPath, e);
        }

        Length += lines.Length;
    }

    /// <summary>The first line without its end; empty when there is none.</summary>
    public byte[] FirstLine()
    {
        const int Piece = 1 << 16;
        var bytes = Array.Empty<byte>();
        while (bytes.Length < Length)
        {
            bytes = Read(0, (int)Math.Min(bytes.Length + Piece, Length));
            var end = bytes.AsSpan().IndexOf((byte)'\n');
            if (end >= 0)
            {
                return bytes[..end];
            }
        }

        return [];
    }

    /// <summary>The last line without its end; empty when there is none.</summary>
    public byte[] LastLine()
    {
        const int Piece = 1 << 16;
        for (var length = Math.Min(Length, Piece); length > 0; length = Math.Min(Length, 2 * length))
        {
            var bytes = Read(Length - length, (int)length);
            var start = bytes.AsSpan(0, bytes.Length - 1).LastIndexOf((byte)'\n');
            if (start >= 0 || length == Length)
            {
                return bytes[(start + 1)..^1];
            }
        }

        return [];
    }

    /// <summary>Closes the file and gives it its name.</summary>
    /// <param name="path">Relative to the workspace.</param>
    public void Publish(string path)
    {
        _handle.Dispose();
        var target = Path.Combine(_root, path);
        FileErrors.Guard(target, () =>
        {
            StagedFile.CreateFolderOf(target);
            File.Move(_stagedPath, target, overwrite: false);
            return true;
        });
        FolderFlush.Flush(Path.GetDirectoryName(target)!); // a file has a folder
        FolderFlush.Flush(Path.GetDirectoryName(_stagedPath)!);
    }

    /// <summary>Closes the file and removes it.</summary>
    public void Discard()
    {
        _handle.Dispose();
        FileErrors.Guard(_stagedPath, () =>
        {
            File.Delete(_stagedPath);
            return true;
        });
    }

    public void Dispose() => _handle.Dispose();

    private static SafeFileHandle Exclusive(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException) && File.Exists(path))
        {
            throw new WaybillException(WaybillErrorKind.Busy, $"Another program is writing {path}.", "Wait until it has ended.", e);
        }
    }

    private void TakeOver()
    {
        var end = RandomAccess.GetLength(_handle);
        const int Piece = 1 << 16;
        while (end > 0)
        {
            var length = (int)Math.Min(end, Piece);
            var last = Read(end - length, length).AsSpan().LastIndexOf((byte)'\n');
            end = last < 0 ? end - length : end - length + last + 1;
            if (last >= 0)
            {
                break;
            }
        }

        RandomAccess.SetLength(_handle, end);
        Length = end;
    }

    private byte[] Read(long offset, int length)
    {
        var bytes = new byte[length];
        var done = 0;
        while (done < length && RandomAccess.Read(_handle, bytes.AsSpan(done), offset + done) is var read and > 0)
        {
            done += read;
        }

        return bytes;
    }
}
