using System.Text.Json;

namespace Waybill.IntegrationTests.Cli;

/// <summary>What a lake holds and what a run did with it, as text to compare.</summary>
internal static class LakeRows
{
    /// <summary>How many rows each table of silver, gold and quarantine has, and a sum over all of them, whatever files they lie in.</summary>
    public static string Of(string workspace)
    {
        var tables = WaybillProgram.Succeed("tables", "--json", "--workspace", workspace).Json().EnumerateArray()
            .Select(t => t.GetProperty("name").GetString()!).Where(t => !t.StartsWith("bronze.", StringComparison.Ordinal)).ToArray();
        var sums = string.Join(" union all ", tables.Select(t => $"select '{t}' as name, count(*) as row_count, bit_xor(hash(t)) as sum from {t} as t"));
        return WaybillProgram.Succeed("sql", "--csv", $"from ({sums}) order by name", "--workspace", workspace).Output;
    }

    /// <summary>What a run did for each model of silver and gold.</summary>
    public static string Actions(JsonElement run) => string.Join('\n', run.GetProperty("run").GetProperty("steps").EnumerateArray()
        .Select(s => $"{s.GetProperty("model")} {s.GetProperty("action")}")
        .Where(s => !s.StartsWith("bronze.", StringComparison.Ordinal)));
}
