using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Waybill.Cli.Output;

/// <summary>Results for machines: one JSON document on standard output, names in snake case.</summary>
internal static class JsonOutput
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = null,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The same, on one line.</summary>
    public static readonly JsonSerializerOptions Lines = new(Options) { WriteIndented = false };

    /// <summary>A cell of a query result as JSON has it: times and bytes as text, numbers beyond 64 bits too, and null for those that are none.</summary>
    public static object? Cell(object? value) => value switch
    {
        DateTime or DateOnly or TimeOnly or byte[] or Int128 or UInt128 => Texts.Cell(value),
        double d when !double.IsFinite(d) => null,
        float f when !float.IsFinite(f) => null,
        IReadOnlyDictionary<string, object?> fields => fields.ToDictionary(f => f.Key, f => Cell(f.Value)),
        IReadOnlyList<KeyValuePair<object?, object?>> map => map.Select(p => KeyValuePair.Create(Cell(p.Key), Cell(p.Value))),
        IReadOnlyList<object?> items => items.Select(Cell),
        _ => value,
    };

    public static void Write<T>(T value) => Console.WriteLine(JsonSerializer.Serialize(value, Options));
}
