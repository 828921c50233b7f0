namespace Waybill.Pipeline.Score;

/// <summary>A verification as it was kept.</summary>
/// <param name="When">Wall-clock time of its end, ISO 8601 UTC.</param>
/// <param name="Subject">What was verified, in words.</param>
/// <param name="TolerancePct">The error that was allowed, in per cent; null when everything had to equal what can be known.</param>
/// <param name="Verification">The result.</param>
public sealed record SavedVerification(string When, string Subject, double? TolerancePct, Verification Verification);
