using Waybill.Connectors.Landing;
using Waybill.Connectors.Reading;

namespace Waybill.Connectors.Sources;

/// <summary>The files that an input's pattern found.</summary>
internal sealed class SourceFiles(SourceInput input, Intake intake, IReadOnlyList<FoundFile> found)
{
    internal SourceInput Input => input;

    internal IEnumerable<LandingNote> Notes => intake.Notes;

    internal IReadOnlyList<SurveyedFile> Take(IReadOnlySet<string> heldContents, CancellationToken ct) =>
        intake.Take(found, heldContents, ct);

    internal FileSet Read(IReadOnlyList<SurveyedFile> files, ReadLimits limits)
    {
        intake.ReleaseAllBut(files);
        return new FileSet([], files, limits.For(input.IsJson));
    }
}
