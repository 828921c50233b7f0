using System.Text.Json;

namespace Waybill.Events.ColdChain;

/// <summary>The names of incidents in the truth, in configuration and in reports: snake_case.</summary>
public static class IncidentKinds
{
    private static readonly string[] Names =
        [.. Enum.GetNames<IncidentKind>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    public static int Count => Names.Length;

    public static string Name(IncidentKind kind) => Names[(int)kind];
}
