namespace Waybill.Cli.Output;

/// <summary>What the process tells scripts.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>A check or a verification failed.</summary>
    public const int CheckFailed = 1;

    /// <summary>Wrong use or bad input.</summary>
    public const int BadInput = 2;

    /// <summary>A service, the disk or the workspace is not available now.</summary>
    public const int Unavailable = 3;

    /// <summary>Stopped by the user, as shells count it (128 + SIGINT).</summary>
    public const int Interrupted = 130;
}
