namespace Waybill.Lake.Spec;

/// <summary>State of a manifest entry (field 0).</summary>
public enum EntryStatus
{
    Existing = 0,
    Added = 1,
    Deleted = 2,
}
