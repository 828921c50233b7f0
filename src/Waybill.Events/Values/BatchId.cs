namespace Waybill.Events.Values;

/// <summary>
/// A production batch's id, written <c>Byymmdd-&lt;machine code&gt;-nnn</c>: <c>B260103-S01-004</c>.
/// </summary>
/// <param name="Day">The plant's own day on which the batch began, counted from 1970-01-01.</param>
/// <param name="Machine">Index of the machine in the vocabulary.</param>
/// <param name="Sequence">Number of the batch on that machine and day, from 1.</param>
public readonly record struct BatchId(int Day, int Machine, int Sequence);
