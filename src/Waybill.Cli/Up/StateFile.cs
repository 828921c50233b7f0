using System.Text.Json;

namespace Waybill.Cli.Up;

/// <summary>A small file of the program's own state, replaced as a whole. One that is missing or damaged counts as none: what is in it can be made again.</summary>
internal static class StateFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { IgnoreReadOnlyProperties = true };

    public static void Write<T>(string path, T value)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // a file has a folder
        var staged = path + ".part";
        File.WriteAllBytes(staged, JsonSerializer.SerializeToUtf8Bytes(value, Json));
        File.Move(staged, path, overwrite: true);
    }

    public static T? Read<T>(string path)
        where T : class
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), Json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
