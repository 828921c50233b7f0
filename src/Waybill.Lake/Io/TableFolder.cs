namespace Waybill.Lake.Io;

/// <summary>Where a table's files are: <c>&lt;table&gt;/data</c> and <c>&lt;table&gt;/metadata</c>, and how its locations map to paths.</summary>
/// <remarks>
/// A lake that was copied or moved keeps its old locations inside; they are found below the folder where the table lies now, so it
/// can be read. It cannot be written, because version 2 wants absolute locations that are true.
/// </remarks>
internal sealed class TableFolder(string directory, string location)
{
    public string Directory { get; } = directory;

    public string Location { get; } = location;

    public string DataDirectory { get; } = Path.Combine(directory, "data");

    public string MetadataDirectory { get; } = Path.Combine(directory, "metadata");

    public bool IsMoved => Locations.ToUri(Directory) != Location && Path.GetFullPath(Locations.ToPath(Location)) != Directory;

    public string DataUri(string name) => $"{Location}/data/{name}";

    public string MetadataUri(string name) => $"{Location}/metadata/{name}";

    /// <summary>Path of a location that the table's metadata names.</summary>
    public string PathOf(string location)
    {
        if (location.StartsWith(Location, StringComparison.Ordinal) && location.Length > Location.Length && location[Location.Length] == '/')
        {
            return Path.Combine(Directory, location[(Location.Length + 1)..].Replace('/', Path.DirectorySeparatorChar));
        }

        return Locations.ToPath(location);
    }

    /// <summary>A location without the part that depends on where the lake lies; other locations stay as they are.</summary>
    public string Relative(string location) =>
        location.StartsWith(Location + "/", StringComparison.Ordinal) ? location[(Location.Length + 1)..] : location;
}
