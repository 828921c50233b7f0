namespace Waybill.Pipeline.Landing;

/// <summary>Something about a landed file that people should know.</summary>
/// <param name="File">Path relative to the landing folder.</param>
/// <param name="Message">What is unusual or wrong, and what to do.</param>
/// <param name="IsProblem">Nothing of the file could be taken in; the message says what to do.</param>
public sealed record ArrivalNote(string File, string Message, bool IsProblem);
