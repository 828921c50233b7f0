namespace Waybill.Lake;

/// <summary>Told at every durable step of a commit; the crash tests stop the process there.</summary>
/// <remarks>
/// Steps in order: "data-file" (a data or delete file has its name), "manifests" (all manifests are written), "manifest-list",
/// "before-publish" (metadata is written under a temporary name, folders are flushed), "published" (the new version has its
/// name: the commit is done), "hint" (version-hint.text names it).
/// </remarks>
public interface ICommitProbe
{
    void Reached(string stepName);
}
