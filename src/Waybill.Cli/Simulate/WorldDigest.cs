using System.Globalization;
using System.Text;
using Waybill.Connectors.Files;
using Waybill.Events.Hashing;

namespace Waybill.Cli.Simulate;

/// <summary>
/// One number for all files of a world. Each file adds a hash of its path, length and content to a sum, so the number does
/// not depend on the order in which files come, and adding a day costs what the day costs.
/// </summary>
internal static class WorldDigest
{
    public static ulong Of(WrittenFile file) => XxHash64.Hash(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{file.Path}\n{file.Length}\n{file.Hash:x16}")));

    /// <summary>The number as it is shown: the sum, and the one file that every day replaces.</summary>
    /// <param name="sum">Sum of the files that stay as they are.</param>
    /// <param name="files">Their number.</param>
    /// <param name="kpis">The KPI file.</param>
    public static string Show(ulong sum, long files, WrittenFile kpis) => XxHash64.Hash(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{sum:x16}\n{files}\n{Of(kpis):x16}")))
        .ToString("x16", CultureInfo.InvariantCulture);
}
