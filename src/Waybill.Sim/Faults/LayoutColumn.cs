namespace Waybill.Sim.Faults;

/// <summary>A column of a file.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Source">Index of the feed's column, or -1 for one that the feed does not have.</param>
/// <param name="Form">How its values are written.</param>
internal sealed record LayoutColumn(string Name, int Source, ValueForm Form = ValueForm.Usual);
