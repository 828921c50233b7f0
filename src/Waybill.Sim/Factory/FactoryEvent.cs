namespace Waybill.Sim.Factory;

/// <summary>Something that is due in a factory.</summary>
/// <param name="Kind">What.</param>
/// <param name="Machine">At which machine of the factory.</param>
/// <param name="Index">Of a reading: its number in the batch. Of a log: its index among the waiting ones. Of a check: the
/// batch's index among the day's. Of an opening or closing: which one.</param>
internal readonly record struct FactoryEvent(FactoryEventKind Kind, int Machine, int Index);
