namespace Waybill.Cli.Docs;

/// <summary>What a folder lacks to be the reference, as paths in it.</summary>
/// <param name="Written">Pages that are missing or say something else.</param>
/// <param name="Removed">Pages that an earlier version wrote and that are no more.</param>
internal sealed record ReferenceChanges(IReadOnlyList<string> Written, IReadOnlyList<string> Removed)
{
    public int Count => Written.Count + Removed.Count;
}
