namespace Waybill.Lake.Spec;

/// <summary>Granularity of a time transform.</summary>
internal enum TimeUnit
{
    Year,
    Month,
    Day,
    Hour,
}
