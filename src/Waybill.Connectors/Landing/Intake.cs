using Waybill.Connectors.Csv;
using Waybill.Connectors.Reading;
using Waybill.Events;

namespace Waybill.Connectors.Landing;

/// <summary>Decides which of the files that were found are new, and surveys those.</summary>
internal sealed class Intake(FileSurveyor surveyor, ContentIndex index, IReadOnlySet<string> heldContents, int threads)
{
    private readonly List<LandingNote> _notes = [];

    /// <summary>The new files in their order, and what is to be said about the others.</summary>
    internal (IReadOnlyList<SurveyedFile> Files, IReadOnlyList<LandingNote> Notes) Take(
        IReadOnlyList<FoundFile> found, CancellationToken ct)
    {
        var surveys = Survey([.. found.Where(IsWorthReading)], ct);
        var taken = new List<SurveyedFile>();
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in surveys)
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
                if (file.Note is { } note)
                {
                    Note(LandingNoteKind.Empty, file, note);
                }
            }
        }

        index.Save();
        return (taken, _notes);
    }

    /// <summary>False for a file that is known to hold what has been ingested.</summary>
    private bool IsWorthReading(FoundFile found) =>
        index.Find(found.File.Name, found.Length, found.ModifiedUtc) is not { } id || !heldContents.Contains(id);

    private List<SurveyedFile> Survey(FoundFile[] found, CancellationToken ct)
    {
        var results = new (SurveyedFile? File, string? Problem)[found.Length];
        Parallel.For(
            0,
            found.Length,
            new ParallelOptions { MaxDegreeOfParallelism = Math.Max(threads, 1), CancellationToken = ct },
            i => results[i] = Survey(found[i]));

        var files = new List<SurveyedFile>(found.Length);
        for (var i = 0; i < found.Length; i++)
        {
            if (results[i].File is { } file)
            {
                files.Add(file);
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

    private void Note(LandingNoteKind kind, SurveyedFile file, string message)
    {
        _notes.Add(new LandingNote(kind, file.Name, message));
        if (kind == LandingNoteKind.Duplicate)
        {
            ScratchFiles.Delete(file);
        }
    }
}
