namespace Waybill.Server;

internal static partial class LogMessages
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    public static partial void Defect(this ILogger log, Exception error, string method, string path);
}
