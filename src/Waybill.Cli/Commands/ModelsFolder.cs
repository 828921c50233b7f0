namespace Waybill.Cli.Commands;

/// <summary>Where the models lie: the folder that was asked for, or the one beside the program.</summary>
internal static class ModelsFolder
{
    public static string Find(string? asked) => asked is null
        ? Path.Combine(AppContext.BaseDirectory, "models")
        : Path.GetFullPath(asked);
}
