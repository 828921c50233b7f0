using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Waybill.Lake;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Runs;

/// <summary>
/// What a table was last built from: the model's text and the snapshot of every input. It is a property of the table, changed in the
/// same commit as the rows, so after a crash the two always agree.
/// </summary>
internal sealed class Consumed
{
    private const string Property = "waybill.consumed";

    private Consumed(string model, SortedDictionary<string, string> inputs)
    {
        Model = model;
        Inputs = inputs;
    }

    /// <summary>Fingerprint of the model's query and header, and of the macros.</summary>
    public string Model { get; }

    /// <summary>Snapshot id of each table, fingerprint of each seed; "none" for a table without rows.</summary>
    public IReadOnlyDictionary<string, string> Inputs { get; }

    public static Consumed Now(RunContext context, Model model, IReadOnlyDictionary<string, LakeTable> tables)
    {
        var inputs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, table) in tables)
        {
            inputs[name] = table.CurrentSnapshotId?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none";
        }

        foreach (var seed in context.Library.Seeds.Where(s => context.Graph.TableInputs(model.Name).Contains(s.Name)))
        {
            inputs[seed.Name] = Fingerprint(File.ReadAllText(seed.Path));
        }

        return new Consumed(Fingerprint(model.Text + context.Library.Macros), inputs);
    }

    /// <summary>What the table says it was built from, or null.</summary>
    public static Consumed? Of(LakeTable table)
    {
        if (!table.Properties.TryGetValue(Property, out var text))
        {
            return null;
        }

        using var document = JsonDocument.Parse(text);
        var inputs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var input in document.RootElement.GetProperty("inputs").EnumerateObject())
        {
            inputs[input.Name] = input.Value.GetString() ?? "";
        }

        return new Consumed(document.RootElement.GetProperty("model").GetString() ?? "", inputs);
    }

    public bool SameAs(Consumed other) => Model == other.Model && Inputs.SequenceEqual(other.Inputs);

    /// <summary>Snapshot of an input that was consumed, or null when it had none.</summary>
    public long? Snapshot(string input) =>
        Inputs.TryGetValue(input, out var text) && long.TryParse(text, out var id) ? id : null;

    /// <summary>The same with another snapshot of an input that holds the same rows.</summary>
    public Consumed With(string input, long snapshot) => new(
        Model,
        new SortedDictionary<string, string>(Inputs.ToDictionary(), StringComparer.Ordinal) { [input] = snapshot.ToString(System.Globalization.CultureInfo.InvariantCulture) });

    public KeyValuePair<string, string> ToProperty() =>
        new(Property, JsonSerializer.Serialize(new { model = Model, inputs = Inputs }));

    private static string Fingerprint(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
}
