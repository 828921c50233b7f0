namespace Waybill.Pipeline.Landing;

/// <summary>A piece of a landed file that could not be read as a row.</summary>
/// <param name="Rule">What it broke, in snake case.</param>
/// <param name="Detail">The same for people.</param>
/// <param name="File">Path relative to the landing folder.</param>
/// <param name="Line">Line of the file, from 1; 0 when the whole file is meant.</param>
/// <param name="LandedAtMicros">When the file landed, µs since 1970 UTC.</param>
/// <param name="Raw">The original bytes.</param>
public sealed record RejectedLine(string Rule, string Detail, string File, long Line, long LandedAtMicros, byte[] Raw);
