namespace Waybill.Lake;

/// <summary>Everything that can go wrong with a table; the message quotes the value and the place.</summary>
public sealed class LakeException : Exception
{
    public LakeException(LakeErrorKind kind, string message, string advice = "", Exception? inner = null)
        : base(message, inner)
    {
        Kind = kind;
        Advice = advice;
    }

    public LakeErrorKind Kind { get; }

    /// <summary>What to do next, one sentence; empty when there is nothing to advise.</summary>
    public string Advice { get; }

    /// <summary>True when the same call on a freshly loaded table may succeed.</summary>
    public bool IsRetryable => Kind == LakeErrorKind.Conflict;

    internal static LakeException Invalid(string message, string advice = "") =>
        new(LakeErrorKind.BadInput, message, advice);

    internal static LakeException Corrupt(string message, Exception? inner = null) =>
        new(LakeErrorKind.Corrupt, message, "restore the file from a copy, or roll the table back to an older metadata file", inner);

    internal static LakeException Unsupported(string message, string advice = "") =>
        new(LakeErrorKind.Unsupported, message, advice);

    internal static LakeException Conflict(string message) =>
        new(LakeErrorKind.Conflict, message, "load the table again and repeat the operation");
}
