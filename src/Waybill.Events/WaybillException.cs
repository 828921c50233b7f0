namespace Waybill.Events;

/// <summary>
/// The error that users see: what was wrong (with the offending value), where, and what to do next.
/// </summary>
public sealed class WaybillException : Exception
{
    /// <param name="kind">Decides the exit code.</param>
    /// <param name="message">What is wrong; quotes the offending value and names its place (file, line, key).</param>
    /// <param name="advice">What to do next, as a sentence; null when the message says it all.</param>
    /// <param name="innerException">The cause, when there is one.</param>
    public WaybillException(
        WaybillErrorKind kind, string message, string? advice = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Kind = kind;
        Advice = advice;
    }

    public WaybillErrorKind Kind { get; }

    /// <summary>What to do next, or null.</summary>
    public string? Advice { get; }

    /// <summary>True when the same call can succeed later without any change.</summary>
    public bool IsRetryable => Kind is WaybillErrorKind.Busy or WaybillErrorKind.ServiceUnreachable;
}
