using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Waybill.Speed.Engine;

/// <summary>Ids that follow from what an alert is about, so that whoever finds it gives it the same one.</summary>
public static class AlertIds
{
    private const int IdBytes = 8;

    /// <param name="rule">Name of the rule.</param>
    /// <param name="truckId">The truck.</param>
    /// <param name="segment">Trip or UTC date.</param>
    /// <param name="startedAtMicros">Microseconds since 1970.</param>
    public static string Of(string rule, string truckId, string segment, long startedAtMicros)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{rule}|{truckId}|{segment}|{startedAtMicros}");
        Span<byte> hash = stackalloc byte[MD5.HashSizeInBytes];
#pragma warning disable CA5351 // A name, no secret; SQL computes the same.
        MD5.HashData(Encoding.UTF8.GetBytes(name), hash);
#pragma warning restore CA5351
        return Convert.ToHexStringLower(hash[..IdBytes]);
    }
}
