namespace Waybill.Connectors.Reading;

/// <summary>The columns that say where a row comes from.</summary>
internal static class MetaColumns
{
    internal const string File = "_file";
    internal const string Line = "_line";
    internal const string Hash = "_hash";
    internal const string LandedAt = "_landed_at";
    internal const string Raw = "_raw";

    /// <summary>The whole element of a JSON file, as text.</summary>
    internal const string Json = "_json";

    internal static readonly IReadOnlyList<string> All = [File, Line, Hash, LandedAt, Raw];

    /// <summary>A column's name in the file, or another one when it is one of these.</summary>
    internal static string Avoid(string name) =>
        All.Append(Json).Contains(name, StringComparer.OrdinalIgnoreCase) ? "extra" + name : name;
}
