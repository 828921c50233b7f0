using System.Text.Json.Serialization;

namespace Waybill.Pipeline.Score;

/// <summary>What became of one kind of injected fault.</summary>
/// <param name="Kind">As in the ledger.</param>
/// <param name="Injected">Faults that have taken effect in what has landed.</param>
/// <param name="Handled">The result is as if the fault had not been.</param>
/// <param name="Missed">It passed as truth.</param>
/// <param name="FalseAlarms">Repairs, flags or quarantined rows of this kind without such a fault.</param>
/// <param name="Unrecoverable">Nobody can know the true value, and the result does not pretend to.</param>
public sealed record FaultBalance(
    string Kind,
    long Injected,
    long Handled,
    long Missed,
    [property: JsonPropertyName("false")] long FalseAlarms,
    long Unrecoverable);
