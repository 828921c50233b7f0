using System.Globalization;
using System.Text;

namespace Waybill.Lake.Spec;

/// <summary>Names of partition fields, and their form in Avro, which allows letters, digits and '_' only.</summary>
internal static class PartitionNames
{
    public static string For(string column, Transform transform) => transform switch
    {
        IdentityTransform => column,
        BucketTransform b => string.Create(CultureInfo.InvariantCulture, $"{column}_bucket_{b.Count}"),
        TruncateTransform t => string.Create(CultureInfo.InvariantCulture, $"{column}_trunc_{t.Width}"),
        VoidTransform => column + "_null",
        _ => $"{column}_{transform}",
    };

    /// <summary>Java's <c>AvroSchemaUtil.sanitize</c>: a leading digit gets '_' before it, any other character becomes _x and its hex code.</summary>
    public static string ForAvro(string name)
    {
        var result = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (char.IsAsciiLetter(c) || c == '_' || (char.IsAsciiDigit(c) && result.Length > 0))
            {
                result.Append(c);
            }
            else if (char.IsAsciiDigit(c))
            {
                result.Append('_').Append(c);
            }
            else
            {
                result.Append("_x").Append(((int)c).ToString("X", CultureInfo.InvariantCulture));
            }
        }

        return result.ToString();
    }
}
