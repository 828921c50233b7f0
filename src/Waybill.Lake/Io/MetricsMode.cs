using System.Globalization;
using Waybill.Lake.Catalog;

namespace Waybill.Lake.Io;

/// <summary>What is recorded of a column: Java's metrics modes none, counts, truncate(n), full.</summary>
/// <param name="Counts">Sizes and counts are recorded.</param>
/// <param name="BoundLength">Code points or bytes of a bound; 0 records none, <see cref="int.MaxValue"/> all.</param>
internal readonly record struct MetricsMode(bool Counts, int BoundLength)
{
    private static readonly MetricsMode Default = new(Counts: true, Spec.BoundText.Length);

    public static MetricsMode Of(IReadOnlyDictionary<string, string> properties, string column)
    {
        var text = properties.GetValueOrDefault(TableProperties.MetricsColumnPrefix + column)
            ?? properties.GetValueOrDefault(TableProperties.MetricsDefault);
        return text?.ToLowerInvariant() switch
        {
            "none" => new MetricsMode(Counts: false, 0),
            "counts" => new MetricsMode(Counts: true, 0),
            "full" => new MetricsMode(Counts: true, int.MaxValue),
            { } t when t.StartsWith("truncate(", StringComparison.Ordinal) && t.EndsWith(')')
                && int.TryParse(t[9..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length > 0 => new MetricsMode(Counts: true, length),
            _ => Default,
        };
    }
}
