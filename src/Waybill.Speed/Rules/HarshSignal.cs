namespace Waybill.Speed.Rules;

/// <summary>What the device felt. A sender that knows four fields only cannot say that nothing happened.</summary>
internal static class HarshSignal
{
    public static Verdict Read(in Sample sample) =>
        sample.IsHarsh ? Verdict.Bad : sample.IsFull ? Verdict.Good : Verdict.Neutral;
}
