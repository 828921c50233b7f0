using System.Text;
using Waybill.Cli.Commands;
using Waybill.Cli.Output;
using Waybill.Server.Queries;

// Not a command: the server starts itself a second time for each query that somebody types.
if (args is [QueryWorker.Argument])
{
    return QueryWorker.Run(Console.OpenStandardInput(), Console.OpenStandardOutput());
}

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
try
{
    var parsed = RootWaybill.Create().Parse(args.Length == 0 ? ["--help"] : args);
    if (parsed.Errors.Count > 0)
    {
        return ErrorReport.WriteUsage(parsed);
    }

    // Whoever is stopped may bring what it has begun to its end.
    return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
}
catch (Exception e)
{
    return ErrorReport.Write(e);
}
