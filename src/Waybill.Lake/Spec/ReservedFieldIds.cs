namespace Waybill.Lake.Spec;

/// <summary>Field ids that the specification keeps for itself ("Reserved Field IDs").</summary>
public static class ReservedFieldIds
{
    /// <summary>Ids of table columns must be below this one.</summary>
    public const int Lowest = 2147483447;

    /// <summary><c>pos</c> of a position delete file.</summary>
    public const int DeletePosition = 2147483545;

    /// <summary><c>file_path</c> of a position delete file.</summary>
    public const int DeleteFilePath = 2147483546;
}
