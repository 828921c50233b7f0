namespace Waybill.Speed.Rules;

/// <summary>What a reading says about a rule.</summary>
internal enum Verdict : byte
{
    /// <summary>Nothing: what was so goes on.</summary>
    Neutral,

    Good,

    Bad,
}
