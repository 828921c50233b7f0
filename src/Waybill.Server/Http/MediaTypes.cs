namespace Waybill.Server.Http;

internal static class MediaTypes
{
    public const string Json = "application/json; charset=utf-8";
    public const string Csv = "text/csv; charset=utf-8";
}
