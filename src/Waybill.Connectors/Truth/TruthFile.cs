using System.IO.Hashing;
using Waybill.Connectors.Files;
using Waybill.DuckDb;

namespace Waybill.Connectors.Truth;

/// <summary>One day's clean rows of one kind as a Parquet file that is written while they come.</summary>
/// <typeparam name="TRow">The rows.</typeparam>
internal sealed class TruthFile<TRow> : IDisposable
    where TRow : struct
{
    private const int HashedAtOnce = 1 << 20;

    private readonly string _root;
    private readonly string _path;
    private readonly RowPipe<TRow> _rows;
    private readonly Task _written;
    private bool _isComplete;

    /// <param name="table">Writes one file at a time.</param>
    /// <param name="root">Absolute path of the workspace.</param>
    /// <param name="file">The file's name.</param>
    public TruthFile(TruthTable<TRow> table, string root, string file)
    {
        _root = root;
        _path = $"truth/{table.Name}/{file}";
        string staged = StagedFile.StagedPath(Path.Combine(root, _path));
        FileErrors.Guard(staged, () =>
        {
            StagedFile.CreateFolderOf(staged);
            return true;
        });
        (_rows, _written) = table.Write(staged);
    }

    public void Write(in TRow row) => _rows.Write(in row);

    public void Write(ReadOnlySpan<TRow> rows)
    {
        foreach (ref readonly TRow row in rows)
        {
            _rows.Write(in row);
        }
    }

    /// <summary>No more rows will come.</summary>
    public void End()
    {
        _rows.Complete();
        _isComplete = true;
    }

    /// <summary>Waits until the file is written.</summary>
    public void Await()
    {
        try
        {
            _written.GetAwaiter().GetResult();
        }
        catch (DuckDbException e)
        {
            throw FileErrors.Explain(_path, e);
        }
    }

    /// <summary>Forces the file to the disk and gives it its name.</summary>
    public WrittenFile Publish()
    {
        string target = Path.Combine(_root, _path);
        string staged = StagedFile.StagedPath(target);
        return FileErrors.Guard(target, () =>
        {
            var hash = new XxHash3();
            long length = 0;
            using (var file = File.OpenHandle(staged, FileMode.Open, FileAccess.ReadWrite))
            {
                byte[] buffer = new byte[HashedAtOnce];
                for (int read; (read = RandomAccess.Read(file, buffer, length)) > 0; length += read)
                {
                    hash.Append(buffer.AsSpan(0, read));
                }

                RandomAccess.FlushToDisk(file);
            }

            File.Move(staged, target, overwrite: true);
            return new WrittenFile(_path, length, hash.GetCurrentHashAsUInt64());
        });
    }

    public void Dispose()
    {
        if (!_isComplete)
        {
            _rows.Fail(new OperationCanceledException("The day was not finished."));
        }

        // It has ended or is about to; how it ended no longer matters to anybody.
        ((IAsyncResult)_written).AsyncWaitHandle.WaitOne();
    }
}
