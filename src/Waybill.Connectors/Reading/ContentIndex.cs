using System.Globalization;
using Waybill.Connectors.Files;
using Waybill.Events;

namespace Waybill.Connectors.Reading;

/// <summary>
/// Content ids of files by name, length and modification time: one line a file, tab separated. Only a shortcut: a line
/// that cannot be read, or a lost file, costs reading a file again.
/// </summary>
internal sealed class ContentIndex
{
    private const string Header = "waybill content index 1";

    private readonly string? _path;
    private readonly SortedDictionary<string, (long Length, long Ticks, string Id)> _known = new(StringComparer.Ordinal);
    private bool _isChanged;

    internal ContentIndex(string? path)
    {
        _path = path;
        if (path is not null && File.Exists(path))
        {
            Load(path);
        }
    }

    internal string? Find(string name, long length, DateTime modifiedUtc) =>
        _known.TryGetValue(name, out var entry) && entry.Length == length && entry.Ticks == modifiedUtc.Ticks ? entry.Id : null;

    internal void Remember(string name, long length, DateTime modifiedUtc, string id)
    {
        // A name with a tab or line end would not survive; such a file is read every time.
        if (name.AsSpan().IndexOfAny('\t', '\n', '\r') < 0)
        {
            _known[name] = (length, modifiedUtc.Ticks, id);
            _isChanged = true;
        }
    }

    /// <exception cref="WaybillException">The disk refuses it.</exception>
    internal void Save()
    {
        if (_path is null || !_isChanged)
        {
            return;
        }

        var temporary = _path + StagedFile.StagedEnding;
        FileErrors.Guard(temporary, () =>
        {
            StagedFile.CreateFolderOf(_path);
            File.WriteAllLines(temporary, Lines());
            File.Move(temporary, _path, overwrite: true);
            return true;
        });
        _isChanged = false;
    }

    private IEnumerable<string> Lines() => _known
        .Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Key}\t{e.Value.Length}\t{e.Value.Ticks}\t{e.Value.Id}"))
        .Prepend(Header);

    private void Load(string path)
    {
        using var lines = File.ReadLines(path).GetEnumerator();
        if (!lines.MoveNext() || lines.Current != Header)
        {
            return;
        }

        while (lines.MoveNext())
        {
            var parts = lines.Current.Split('\t');
            if (parts.Length == 4
                && long.TryParse(parts[1], CultureInfo.InvariantCulture, out var length)
                && long.TryParse(parts[2], CultureInfo.InvariantCulture, out var ticks)
                && parts[3].Length == 32)
            {
                _known[parts[0]] = (length, ticks, parts[3]);
            }
        }
    }
}
