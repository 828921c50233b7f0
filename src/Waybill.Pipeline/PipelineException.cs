namespace Waybill.Pipeline;

/// <summary>An error of the pipeline: what happened, where (file, line, value) and what to do next.</summary>
public sealed class PipelineException : Exception
{
    public PipelineException(PipelineErrorKind kind, string message, string advice, Exception? inner = null)
        : base(message, inner)
    {
        Kind = kind;
        Advice = advice;
    }

    public PipelineErrorKind Kind { get; }

    /// <summary>What the user can do next, as one sentence.</summary>
    public string Advice { get; }
}
