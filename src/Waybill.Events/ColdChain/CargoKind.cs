namespace Waybill.Events.ColdChain;

/// <summary>What a refrigerated truck carries. The words in the feeds are these in small letters.</summary>
public enum CargoKind : byte
{
    Milk,
    Flowers,
    Vaccines,
}
