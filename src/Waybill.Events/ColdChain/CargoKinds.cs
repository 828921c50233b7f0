namespace Waybill.Events.ColdChain;

/// <summary>The words for cargo in feeds and configuration.</summary>
public static class CargoKinds
{
    private static readonly string[] Names = [.. Enum.GetNames<CargoKind>().Select(name => name.ToLowerInvariant())];

    public static int Count => Names.Length;

    /// <summary>Always the same object for the same kind.</summary>
    public static string Name(CargoKind kind) => Names[(int)kind];
}
