namespace Waybill.Connectors.Landing;

/// <summary>Something about a file that somebody should know.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="File">Path relative to the landing root.</param>
/// <param name="Message">What is wrong or unusual, and what to do about it.</param>
public sealed record LandingNote(LandingNoteKind Kind, string File, string Message);
