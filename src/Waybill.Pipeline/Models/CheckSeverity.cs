namespace Waybill.Pipeline.Models;

/// <summary>What a check that returns rows means.</summary>
public enum CheckSeverity
{
    /// <summary>Reported with the run; the model is published.</summary>
    Warn,

    /// <summary>The model is not published, the run ends with exit code 1.</summary>
    Error,
}
