namespace Waybill.Pipeline.Runs;

/// <summary>How a model was brought up to date.</summary>
public enum StepAction
{
    /// <summary>No input had changed.</summary>
    UpToDate,

    /// <summary>New files were taken in.</summary>
    Ingested,

    /// <summary>Only changed keys were computed.</summary>
    Incremental,

    /// <summary>The whole table was computed.</summary>
    Full,

    /// <summary>A check of severity error failed: nothing of the model was published.</summary>
    Failed,

    /// <summary>A model that it reads failed, so it was left as it was.</summary>
    Skipped,
}
