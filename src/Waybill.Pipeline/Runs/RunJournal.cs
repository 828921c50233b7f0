using System.Text.Json;
using System.Text.Json.Serialization;

namespace Waybill.Pipeline.Runs;

/// <summary>The records of all runs of a workspace: one JSON file each, named so that names sort by time.</summary>
public sealed class RunJournal(string directory)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public void Write(RunRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, record.RunId + ".json");
        File.WriteAllText(path + ".part", JsonSerializer.Serialize(record, Json) + "\n");
        File.Move(path + ".part", path, overwrite: true);
    }

    /// <summary>Records, newest first; a damaged file is left out.</summary>
    public IReadOnlyList<RunRecord> Read(int most = int.MaxValue)
    {
        if (!Directory.Exists(directory))
        {
            return [];
        }

        return [.. Directory.GetFiles(directory, "*.json").OrderDescending(StringComparer.Ordinal)
            .Select(ReadOne).OfType<RunRecord>().Take(most)];
    }

    private static RunRecord? ReadOne(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<RunRecord>(File.ReadAllText(path), Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
