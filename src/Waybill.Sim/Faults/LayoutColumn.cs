namespace Waybill.Sim.Faults;

/// <summary>A column of a file.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Source">Index of the feed's column, or -1 for one that the feed does not have.</param>
/// <param name="Form">How its values are written.</param>
internal sealed record LayoutColumn(string Name, int Source, ValueForm Form = ValueForm.Usual)
{
    /// <summary>Whether both stand beside each other in a usual row too, in the same form.</summary>
    public bool IsFollowedBy(LayoutColumn next) =>
        Source >= 0 && next.Source == Source + 1 && Form == ValueForm.Usual && next.Form == ValueForm.Usual;
}
