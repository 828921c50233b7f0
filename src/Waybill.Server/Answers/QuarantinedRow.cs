namespace Waybill.Server.Answers;

/// <summary>A row that was kept out.</summary>
/// <param name="Rule">The rule that it broke.</param>
/// <param name="File">The file that it came in, below <c>landing/</c>.</param>
/// <param name="Line">Its line there, from 1.</param>
/// <param name="Original">The line as it came; bytes that are no UTF-8 are shown as U+FFFD.</param>
public sealed record QuarantinedRow(string Rule, string File, long Line, string Original);
