namespace Waybill.Lake.Spec;

/// <summary>One field of a sort order.</summary>
public sealed record SortField(Transform Transform, int SourceId, bool Ascending, bool NullsFirst);
