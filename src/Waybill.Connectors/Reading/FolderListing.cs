using Waybill.Connectors.Landing;

namespace Waybill.Connectors.Reading;

/// <summary>Lists a folder and what is below it, in the order of the names, without following links.</summary>
/// <param name="root">Names are relative to it.</param>
/// <param name="landedAtMicros">The time at which a file of this relative name landed.</param>
/// <param name="isWanted">Says of a relative name whether it is listed.</param>
/// <param name="remark">What to say about a file of this relative name that is not, or null for nothing.</param>
internal sealed class FolderListing(
    string root, Func<string, long> landedAtMicros, Func<string, bool> isWanted, Func<string, string?>? remark = null)
{
    private static readonly string[] TemporaryEndings = [".part", ".tmp", ".crdownload", ".filepart", "~"];

    private readonly List<FoundFile> _files = [];
    private readonly List<LandingNote> _notes = [];

    internal IReadOnlyList<LandingNote> Notes => _notes;

    /// <param name="folder">Relative to the root, with forward slashes; it need not exist.</param>
    internal IReadOnlyList<FoundFile> List(string folder)
    {
        var path = root;
        foreach (var step in folder.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            path = Path.Combine(path, step);
            if (IsLink(new DirectoryInfo(path)))
            {
                Note(LandingNoteKind.Refused, path, "the folder is a link; links are not followed, make it a real folder");
                return [];
            }
        }

        if (Directory.Exists(path))
        {
            Walk(new DirectoryInfo(path));
        }

        _files.Sort(static (a, b) => string.CompareOrdinal(a.File.Name, b.File.Name));
        _notes.Sort(static (a, b) => string.CompareOrdinal(a.File, b.File));
        return _files;
    }

    internal static bool IsTemporary(string name) =>
        name.StartsWith('.') || Array.Exists(TemporaryEndings, e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    private static bool IsLink(FileSystemInfo info) =>
        info.LinkTarget is not null || (info.Exists && info.Attributes.HasFlag(FileAttributes.ReparsePoint));

    private void Walk(DirectoryInfo folder)
    {
        foreach (var info in Entries(folder))
        {
            if (IsTemporary(info.Name))
            {
                continue;
            }

            if (IsLink(info))
            {
                Note(LandingNoteKind.Refused, info.FullName, "it is a link; links are not followed, put the file itself here");
            }
            else if (info is DirectoryInfo inner)
            {
                Walk(inner);
            }
            else if (isWanted(NameOf(info.FullName)))
            {
                Add((FileInfo)info);
            }
            else if (remark?.Invoke(NameOf(info.FullName)) is { } message)
            {
                Note(LandingNoteKind.Ignored, info.FullName, message);
            }
        }
    }

    private FileSystemInfo[] Entries(DirectoryInfo folder)
    {
        try
        {
            return folder.GetFileSystemInfos();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Note(LandingNoteKind.Unreadable, folder.FullName, $"the folder cannot be listed: {e.Message}");
            return [];
        }
    }

    private void Add(FileInfo info)
    {
        var name = NameOf(info.FullName);
        _files.Add(new FoundFile(new FileToRead(info.FullName, name, landedAtMicros(name)), info.Length, info.LastWriteTimeUtc));
    }

    private void Note(LandingNoteKind kind, string path, string message) =>
        _notes.Add(new LandingNote(kind, NameOf(path), message));

    private string NameOf(string path) => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
}
