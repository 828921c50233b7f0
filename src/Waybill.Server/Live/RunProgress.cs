namespace Waybill.Server.Live;

/// <summary>A step of the run that is going on.</summary>
/// <param name="Model">The model; empty when the whole run begins or ends.</param>
/// <param name="State">started; of a whole run then finished or failed, of a step what was done: up_to_date, ingested, incremental, full, failed or skipped.</param>
/// <param name="Rows">Rows added; 0 when it starts.</param>
public sealed record RunProgress(string Model, string State, long Rows);
