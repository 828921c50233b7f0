namespace Waybill.Connectors.Files;

/// <summary>How far a partition has landed: <c>state/live/landing-&lt;topic&gt;-&lt;partition&gt;.json</c>.</summary>
/// <param name="NextOffset">The first offset that no named file holds.</param>
/// <param name="ReceivedUntil">Greatest reception among those that have landed, in microseconds since 1970.</param>
/// <param name="File">The file that was given its name last, or is about to be; relative to the workspace.</param>
internal sealed record LandingProgress(long NextOffset, long ReceivedUntil, string File);
