using System.Text;
using System.Text.Json;

namespace Waybill.Events.Ledger;

/// <summary>The names of the fault kinds in the ledger, in configuration and in reports: snake_case.</summary>
public static class FaultKinds
{
    private static readonly string[] Names =
        [.. Enum.GetNames<FaultKind>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    private static readonly byte[][] Utf8Names = [.. Names.Select(Encoding.ASCII.GetBytes)];

    public static int Count => Names.Length;

    public static string Name(FaultKind kind) => Names[(int)kind];

    public static ReadOnlySpan<byte> Utf8Name(FaultKind kind) => Utf8Names[(int)kind];

    /// <summary>False when no kind has this name.</summary>
    public static bool TryParse(string name, out FaultKind kind)
    {
        int index = Array.IndexOf(Names, name);
        kind = (FaultKind)Math.Max(index, 0);
        return index >= 0;
    }
}
