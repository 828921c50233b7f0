namespace Waybill.Pipeline;

/// <summary>What kind of thing went wrong while models were read or run.</summary>
public enum PipelineErrorKind
{
    /// <summary>A model, check or seed file cannot be understood.</summary>
    BadModel,

    /// <summary>The user asked for something that does not exist.</summary>
    NotFound,

    /// <summary>A check of severity error returned rows; nothing of its model was published.</summary>
    CheckFailed,

    /// <summary>A model's query failed on the data it met.</summary>
    QueryFailed,

    /// <summary>A file of the truth is damaged or incomplete.</summary>
    BadTruth,
}
