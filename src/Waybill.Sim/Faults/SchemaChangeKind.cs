namespace Waybill.Sim.Faults;

/// <summary>How the schema of a feed can change.</summary>
public enum SchemaChangeKind
{
    /// <summary>A column that was not there comes last.</summary>
    Add,

    /// <summary>A column has another name.</summary>
    Rename,

    /// <summary>A column's values are written in a wider type: more decimals, parts of a second.</summary>
    Widen,

    /// <summary>A column is gone.</summary>
    Drop,

    /// <summary>A column's values are written in another type.</summary>
    Retype,
}
