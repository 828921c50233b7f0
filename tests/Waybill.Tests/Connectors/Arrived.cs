using Waybill.Connectors;
using Waybill.Connectors.Landing;

namespace Waybill.Tests.Connectors;

/// <summary>Everything that a landing zone gave for a feed.</summary>
internal sealed record Arrived(
    IReadOnlyList<ArrivedRow> Rows,
    IReadOnlyList<Reject> Rejects,
    IReadOnlyList<LandedFile> Files,
    IReadOnlyList<LandingNote> Notes,
    int Parts,
    IReadOnlyList<string> ExtraColumns)
{
    internal IEnumerable<string> Lines => Rows.Select(r => $"{r.Line}:{string.Join('|', r.Cells.Select(c => c ?? "∅"))}");

    internal IEnumerable<string> Refusals => Rejects.Select(r => $"{r.Line}:{r.Rule}");
}
