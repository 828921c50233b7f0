using System.Globalization;
using Waybill.Cli.Configuration;
using Waybill.Sim.Factory;

namespace Waybill.Cli.Simulate;

/// <summary>Values of a scenario or plant file, each checked for its range.</summary>
internal static class YamlValues
{
    public static int? Whole(this YamlMap map, string key, int least, int most) => map.Integer(key) is not { } value
        ? null
        : value >= least && value <= most
            ? (int)value
            : throw map.Error(key, $"{value} is out of range", $"Use a whole number from {least} to {most}.");

    public static decimal? Number(this YamlMap map, string key, decimal least, decimal most) => map.Number(key) is not { } value
        ? null
        : value >= least && value <= most
            ? value
            : throw map.Error(key, $"{value} is out of range", $"Use a number from {least} to {most}.");

    public static decimal RequiredNumber(this YamlMap map, string key, decimal least, decimal most)
    {
        map.RequiredText(key);
        return map.Number(key, least, most) ?? least;
    }

    /// <summary>Two numbers, the smaller one first: <c>[45, 90]</c>.</summary>
    public static Bounds? Bounds(this YamlMap map, string key, decimal least, decimal most)
    {
        if (!map.Has(key))
        {
            return null;
        }

        decimal[] values =
        [
            .. map.Texts(key).Select(text => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value)
                ? value
                : throw map.Error(key, $"'{text}' is not a number", "Write two numbers: [45, 90].")),
        ];
        if (values.Length != 2 || values[0] > values[1])
        {
            throw map.Error(
                key, $"'{string.Join(", ", map.Texts(key))}' are not a least and a greatest value", "Write two numbers, the smaller one first: [45, 90].");
        }

        return values[0] >= least && values[1] <= most
            ? new Bounds(values[0], values[1])
            : throw map.Error(key, $"{values[0]} to {values[1]} is out of range", $"Use numbers from {least} to {most}.");
    }

    public static Bounds RequiredBounds(this YamlMap map, string key, decimal least, decimal most) =>
        map.Bounds(key, least, most) ?? throw map.Error(key, "is missing", $"Add '{key}:' with two numbers: [{least}, {most}].");
}
