using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Waybill.Cli.Reports.State;

/// <summary>What a server answered, by what it was asked: the state of a dashboard.</summary>
internal sealed class StateAnswers
{
    private readonly SortedDictionary<string, string> _answers = new(StringComparer.Ordinal);

    public int Count => _answers.Count;

    /// <summary>The answer to an address, as JSON; null when it was never asked for.</summary>
    public string? Find(string address) => _answers.GetValueOrDefault(KeyOf(address));

    public void Add(string address, string json) => _answers[KeyOf(address)] = json;

    /// <summary>All of it as text of letters and digits alone, so that no answer can end the element that holds it: JSON, gzip, base64.</summary>
    public string Pack()
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal))
        {
            gzip.Write(JsonSerializer.SerializeToUtf8Bytes(_answers.Select(a => new[] { a.Key, a.Value })));
        }

        return Convert.ToBase64String(bytes.ToArray());
    }

    /// <summary>Addresses that ask for the same have one key: without how many rows, with the parameters in the order of their names.</summary>
    public static string KeyOf(string address)
    {
        var parts = address.Split('?', 2);
        var asked = parts.Length == 1 ? [] : parts[1].Split('&')
            .Select(p => p.Split('=', 2))
            .Select(p => (Name: Decode(p[0]), Value: p.Length == 1 ? "" : Decode(p[1])))
            .Where(p => p.Value.Length > 0 && p.Name != "limit" && (p.Name, p.Value) != ("offset", "0"))
            .Select(p => $"{p.Name}={p.Value}")
            .Order(StringComparer.Ordinal)
            .ToList();
        return asked.Count == 0 ? parts[0] : new StringBuilder(parts[0]).Append('?').AppendJoin('&', asked).ToString();
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
