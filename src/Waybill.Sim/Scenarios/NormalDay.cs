namespace Waybill.Sim.Scenarios;

/// <summary>Nothing special: on these days no other entry of the calendar has its day. What earlier days brought about goes on.</summary>
public sealed record NormalDay : CalendarEntry
{
    public const string KindName = "normal_day";

    public override string Kind => KindName;

    private protected override string DescribeKnobs() => "";
}
