namespace Waybill.Connectors.Postgres.Loading;

/// <summary>What a load did with a table.</summary>
public enum LoadAction
{
    /// <summary>It holds the lake's rows already.</summary>
    UpToDate,

    /// <summary>It was made, and filled with all rows.</summary>
    Created,

    /// <summary>The rows that changed in the lake since the last load were merged.</summary>
    Changes,

    /// <summary>All rows were read; those that differ were replaced.</summary>
    Whole,
}
