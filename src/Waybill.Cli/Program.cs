using System.Text;
using Waybill.Cli.Commands;
using Waybill.Cli.Output;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
try
{
    return await RootWaybill.Create().Parse(args).InvokeAsync(new() { EnableDefaultExceptionHandler = false });
}
catch (Exception e)
{
    return ErrorReport.Write(e);
}
