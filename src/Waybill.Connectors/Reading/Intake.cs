using Waybill.Connectors.Landing;
using Waybill.Events;

namespace Waybill.Connectors.Reading;

/// <summary>
/// Reads files through and tells equal contents apart. What was surveyed once is not surveyed again, and with an index
/// the content of a file that has not changed is known without reading it.
/// </summary>
internal sealed class Intake(FileSurveyor surveyor, ContentIndex index, int threads)
{
    private readonly Dictionary<string, SurveyedFile> _surveys = new(StringComparer.Ordinal);
    private readonly List<LandingNote> _notes = [];

    internal IReadOnlyList<LandingNote> Notes => _notes;

    /// <summary>True when a file holds what is held already, as far as can be told without reading it.</summary>
    internal bool IsKnown(FoundFile found, IReadOnlySet<string> heldContents) =>
        index.Find(found.File.Name, found.Length, found.ModifiedUtc) is { } id && heldContents.Contains(id);

    /// <summary>The files whose content is not held, each content once, in the order given.</summary>
    internal IReadOnlyList<SurveyedFile> Take(
        IReadOnlyList<FoundFile> found, IReadOnlySet<string> heldContents, CancellationToken ct)
    {
        var taken = new List<SurveyedFile>();
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Survey([.. found.Where(f => !IsKnown(f, heldContents))], ct))
        {
            if (heldContents.Contains(file.ContentId))
            {
                Note(LandingNoteKind.Duplicate, file, "the same content has been ingested before");
            }
            else if (!seen.TryAdd(file.ContentId, file.Name))
            {
                Note(LandingNoteKind.Duplicate, file, $"the same content as {seen[file.ContentId]}");
            }
            else
            {
                taken.Add(file);
                if (file.Body.Note is { } note)
                {
                    Note(LandingNoteKind.Remark, file, note);
                }
            }
        }

        return taken;
    }

    /// <summary>Gives up what was surveyed but is not read.</summary>
    internal void ReleaseAllBut(IEnumerable<SurveyedFile> read)
    {
        foreach (var file in _surveys.Values.Except(read, ReferenceEqualityComparer.Instance).Cast<SurveyedFile>())
        {
            ScratchFiles.Delete(file);
        }
    }

    private List<SurveyedFile> Survey(FoundFile[] found, CancellationToken ct)
    {
        var results = new (SurveyedFile? File, string? Problem)[found.Length];
        Parallel.For(
            0,
            found.Length,
            new ParallelOptions { MaxDegreeOfParallelism = Math.Max(threads, 1), CancellationToken = ct },
            i => results[i] = _surveys.TryGetValue(found[i].File.Path, out var known) ? (known, null) : Survey(found[i]));

        var files = new List<SurveyedFile>(found.Length);
        for (var i = 0; i < found.Length; i++)
        {
            if (results[i].File is { } file)
            {
                files.Add(file);
                _surveys[found[i].File.Path] = file;
                index.Remember(file.Name, file.Bytes, found[i].ModifiedUtc, file.ContentId);
            }
            else
            {
                _notes.Add(new LandingNote(LandingNoteKind.Unreadable, found[i].File.Name, results[i].Problem ?? ""));
            }
        }

        return files;
    }

    private (SurveyedFile?, string?) Survey(FoundFile found)
    {
        try
        {
            return (surveyor.Survey(found.File), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or WaybillException)
        {
            return (null, $"it cannot be read ({e.Message}); check its permissions, the next run tries again");
        }
    }

    private void Note(LandingNoteKind kind, SurveyedFile file, string message) =>
        _notes.Add(new LandingNote(kind, file.Name, message));
}
