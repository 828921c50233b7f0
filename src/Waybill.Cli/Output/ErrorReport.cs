using System.CommandLine;
using Waybill.Cli.Configuration;
using Waybill.DuckDb;
using Waybill.Events;
using Waybill.Lake;
using Waybill.Pipeline;

namespace Waybill.Cli.Output;

/// <summary>Tells people what went wrong and what to do, and scripts by the exit code.</summary>
internal static class ErrorReport
{
    public static int Write(Exception error)
    {
        if (error is OperationCanceledException)
        {
            Console.Error.WriteLine("waybill: stopped. Nothing is half-written; run the same command again to go on.");
            return ExitCode.Interrupted;
        }

        var (advice, code) = Explain(error);
        Console.Error.WriteLine($"waybill: {error.Message}");
        if (advice is { Length: > 0 })
        {
            Console.Error.WriteLine($"         {advice}");
        }

        return code;
    }

    /// <summary>Says what is wrong with the words of a command, and how its help is called.</summary>
    public static int WriteUsage(ParseResult parsed)
    {
        // Behind an unknown word the parser misses a command as well; that is no second mistake.
        var unknown = parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : null;
        foreach (var error in parsed.Errors.Where(e => unknown is null || e.Message.Contains($"'{unknown}'", StringComparison.Ordinal)))
        {
            Console.Error.WriteLine($"waybill: {error.Message}");
        }

        var command = parsed.CommandResult.Command;
        if (unknown is not null)
        {
            var known = command.Subcommands.Select(c => c.Name).Concat(command.Options.Select(o => o.Name)).ToList();
            Console.Error.WriteLine($"         Did you mean '{NearestWord.To(unknown, known)}'?");
        }

        Console.Error.WriteLine($"         See: waybill {PathOf(command)}--help");
        return ExitCode.BadInput;
    }

    // Commands have commands: load postgres.
    private static string PathOf(Command command) => command is RootCommand
        ? ""
        : string.Concat(command.Parents.OfType<Command>().Select(PathOf)) + command.Name + " ";

    private static (string? Advice, int Code) Explain(Exception error) => error switch
    {
        WaybillException e => (e.Advice, e.Kind switch
        {
            WaybillErrorKind.ServiceUnreachable or WaybillErrorKind.Busy or WaybillErrorKind.Storage => ExitCode.Unavailable,
            _ => ExitCode.BadInput,
        }),
        PipelineException e => (e.Advice, e.Kind == PipelineErrorKind.CheckFailed ? ExitCode.CheckFailed : ExitCode.BadInput),
        LakeException e => (e.Advice, e.IsRetryable || e.Kind == LakeErrorKind.Io ? ExitCode.Unavailable : ExitCode.BadInput),
        DuckDbException e => (e.Advice, ExitCode.BadInput),
        UnauthorizedAccessException => ("Give this user the right to read or write it.", ExitCode.Unavailable),
        IOException => ("Check the disk (free space, permissions, and that nothing else uses the file), then run the same command again.", ExitCode.Unavailable),
        _ => ("This is a defect of Waybill. Please report it with the text below.\n" + error, ExitCode.BadInput),
    };
}
