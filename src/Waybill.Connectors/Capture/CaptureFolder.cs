using System.Globalization;
using System.Text.Json;
using Waybill.Connectors.Files;
using Waybill.Events;

namespace Waybill.Connectors.Capture;

/// <summary>
/// <c>state/capture.json</c> and <c>state/capture/</c>, where the files of a batch wait until all of them are whole.
/// <code>
/// files of the batch written and flushed → state names them (Landing) → they get their names → state has landed them
/// </code>
/// A program that ends before the second step has landed nothing: the server sends the changes again. After it, whoever comes next, be it
/// a capture or a run of the models, finishes the landing first.
/// </summary>
public sealed class CaptureFolder
{
    private const string StatePath = "state/capture.json";
    private const string Waiting = "state/capture";

    private readonly string _root;
    private readonly Lock _gate = new();
    private volatile CaptureState? _state;

    /// <param name="root">Absolute path of the workspace.</param>
    public CaptureFolder(string root) => _root = root;

    /// <summary>Told of every durable step, for tests that stop there.</summary>
    public Action<string>? Reached { get; init; }

    private string StateFile => Path.Combine(_root, StatePath);

    /// <summary>
    /// Finishes a landing that was stopped in its middle, if there is one. The caller holds the workspace's lock, and no other object of this
    /// program lands into the same folder meanwhile.
    /// </summary>
    public void FinishLanding()
    {
        if (Load() is { Landing: { } batch })
        {
            Finish(batch);
        }
    }

    /// <summary>Whether anything is.</summary>
    public bool IsKnown => _state is not null;

    /// <summary>What is known now.</summary>
    public CaptureState State => _state ?? throw new InvalidOperationException("Load or begin first.");

    /// <summary>Reads what is known; null when the workspace has not followed a database yet.</summary>
    /// <exception cref="WaybillException">Corrupt: the file is damaged. NewerVersion: a newer program wrote it.</exception>
    public CaptureState? Load()
    {
        lock (_gate)
        {
            return Read();
        }
    }

    /// <summary>Begins to follow a database.</summary>
    internal void Begin(CaptureState state)
    {
        lock (_gate)
        {
            Save(state);
        }
    }

    /// <summary>Changes what is known; it is on the disk when this returns.</summary>
    internal CaptureState Update(Func<CaptureState, CaptureState> change)
    {
        lock (_gate)
        {
            return Save(change(State));
        }
    }

    /// <summary>Everything that had landed at this place is in bronze.</summary>
    public void Confirm(Lsn landed) => Update(s => s with { Confirmed = Lsn.Max(s.Confirmed, landed) });

    /// <summary>A file of the next batch.</summary>
    /// <param name="number">Sets it apart from the batch's other files.</param>
    internal StagedFile Stage(int number) => new(_root, StagedName(number));

    /// <summary>How a file of the next batch joins it.</summary>
    internal static BatchFile Waits(int number, string to, long length) => new(StagedFile.StagedPath(StagedName(number)), to, length);

    /// <summary>Removes what an earlier program left of a batch that did not land.</summary>
    internal void Sweep()
    {
        var folder = Path.Combine(_root, Waiting);
        FileErrors.Guard(folder, () =>
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            Directory.CreateDirectory(folder);
            return true;
        });
    }

    /// <summary>Lands a batch whose files are flushed and closed.</summary>
    internal void Land(CaptureBatch batch)
    {
        // Their hidden names must be on the disk before the state speaks of them.
        FolderFlush.Flush(Path.Combine(_root, Waiting));
        Reached?.Invoke("files are whole");
        Update(state => state with { Landing = batch });
        Reached?.Invoke("batch is named");
        Finish(batch);
    }

    private void Finish(CaptureBatch batch)
    {
        foreach (var file in batch.Files)
        {
            Move(file);
            Reached?.Invoke("file has its name");
        }

        // A folder may be new, so the one above it knows a new name as well.
        var folders = batch.Files.Select(f => Path.GetDirectoryName(f.To)!).Distinct(StringComparer.Ordinal).ToList();
        foreach (var folder in folders.Concat(folders.Select(f => Path.GetDirectoryName(f)!)).Distinct(StringComparer.Ordinal))
        {
            FolderFlush.Flush(Path.Combine(_root, folder));
        }

        Reached?.Invoke("names are on the disk");
        Update(state => state.AfterLanding());
        Reached?.Invoke("batch has landed");
    }

    private CaptureState? Read()
    {
        if (!File.Exists(StateFile))
        {
            return null;
        }

        var text = FileErrors.Guard(StateFile, () => File.ReadAllBytes(StateFile));
        try
        {
            var state = JsonSerializer.Deserialize(text, CaptureStateJson.Default.CaptureState) ?? throw new JsonException("it holds null");
            return state.Format <= CaptureState.CurrentFormat
                ? _state = state
                : throw new WaybillException(WaybillErrorKind.NewerVersion,
                    $"{StateFile} has format {state.Format}; this program knows formats up to {CaptureState.CurrentFormat}.",
                    "Go on with the newer Waybill that wrote it, or capture into another workspace.");
        }
        catch (JsonException e)
        {
            throw new WaybillException(WaybillErrorKind.Corrupt, $"{StateFile} is damaged: {e.Message}",
                "Restore it from a copy, or capture into another workspace.", e);
        }
    }

    private CaptureState Save(CaptureState state)
    {
        using var file = new StagedFile(_root, StatePath);
        file.Append(JsonSerializer.SerializeToUtf8Bytes(state, CaptureStateJson.Default.CaptureState));
        file.Append("\n"u8);
        file.Flush();
        file.Publish();
        FolderFlush.Flush(Path.GetDirectoryName(StateFile)!);
        _state = state;
        return state;
    }

    private static string StagedName(int number) => string.Create(CultureInfo.InvariantCulture, $"{Waiting}/{number}");

    private void Move(BatchFile file)
    {
        var from = Path.Combine(_root, file.From);
        var to = Path.Combine(_root, file.To);
        FileErrors.Guard(to, () =>
        {
            StagedFile.CreateFolderOf(to);
            if (File.Exists(from))
            {
                File.Move(from, to, overwrite: true);
            }
            else if (!File.Exists(to) || new FileInfo(to).Length != file.Length)
            {
                throw new WaybillException(WaybillErrorKind.Corrupt, $"{file.From}, which was to land as {file.To}, is gone.",
                    "Restore the workspace from a copy, or capture into another one.");
            }

            return true;
        });
    }
}
