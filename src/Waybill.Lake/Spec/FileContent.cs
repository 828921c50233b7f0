namespace Waybill.Lake.Spec;

/// <summary>What a file of a manifest holds (field 134).</summary>
public enum FileContent
{
    Data = 0,
    PositionDeletes = 1,
    EqualityDeletes = 2,
}
