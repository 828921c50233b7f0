using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Waybill.Cli.Commands;

/// <summary>The usual help, followed by the command's examples.</summary>
internal sealed class ExamplesHelp(HelpAction usual) : SynchronousCommandLineAction
{
    private static readonly Dictionary<Command, string[]> Examples = [];

    public override bool Terminating => true;

    /// <summary>Who asks for help has not finished the line yet.</summary>
    public override bool ClearsParseErrors => true;

    /// <summary>Remembers what the help of a command ends with.</summary>
    public static Command Add(Command command, params string[] examples)
    {
        Examples[command] = examples;
        return command;
    }

    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        if (Examples.TryGetValue(parseResult.CommandResult.Command, out var examples))
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var example in examples)
            {
                output.WriteLine($"  {example}");
            }
        }

        return code;
    }
}
