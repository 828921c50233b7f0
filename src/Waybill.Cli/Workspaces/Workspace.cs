using System.Text.Json;
using Waybill.Events;

namespace Waybill.Cli.Workspaces;

/// <summary>
/// The folder that a user works in: <c>waybill.yaml landing/ truth/ lake/ state/ reports/</c>. Everything that the program writes lies in it.
/// </summary>
internal sealed class Workspace
{
    /// <summary>Layout of the folder that this program writes; a larger number comes from a newer program.</summary>
    public const int Format = 1;

    public const string DefaultFolder = "waybill-data";

    public const string ConfigurationFile = "waybill.yaml";

    private Workspace(string root) => Root = root;

    /// <summary>Absolute path.</summary>
    public string Root { get; }

    public string Configuration => Path.Combine(Root, ConfigurationFile);

    public string Landing => Path.Combine(Root, "landing");

    public string Truth => Path.Combine(Root, "truth");

    public string Lake => Path.Combine(Root, "lake");

    public string State => Path.Combine(Root, "state");

    public string Reports => Path.Combine(Root, "reports");

    public string Runs => Path.Combine(State, "runs");

    /// <summary>Files of a running command, removed when it ends.</summary>
    public string Temporary => Path.Combine(State, "tmp");

    private string Marker => Path.Combine(State, "workspace.json");

    /// <summary>Opens a workspace, making its folders where they are missing.</summary>
    public static Workspace Create(string folder)
    {
        var workspace = new Workspace(Path.GetFullPath(folder));
        workspace.RefuseNewer();
        try
        {
            foreach (var part in new[] { workspace.Landing, workspace.Lake, workspace.State, workspace.Reports })
            {
                Directory.CreateDirectory(part);
            }

            if (!File.Exists(workspace.Marker))
            {
                // Whole or not at all: several programs may begin in the same new workspace.
                var staged = $"{workspace.Marker}.{Environment.ProcessId}";
                File.WriteAllText(staged, $"{{\"format\": {Format}}}\n");
                File.Move(staged, workspace.Marker, overwrite: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WaybillException(WaybillErrorKind.Storage, $"The workspace {workspace.Root} cannot be written: {e.Message}",
                "Choose another folder with --workspace, or make this one writable.", e);
        }

        return workspace;
    }

    /// <summary>Opens a workspace that must exist already.</summary>
    public static Workspace Open(string folder)
    {
        var workspace = new Workspace(Path.GetFullPath(folder));
        if (!Directory.Exists(workspace.Root) || !(File.Exists(workspace.Marker) || File.Exists(workspace.Configuration)
            || Directory.Exists(workspace.Landing)))
        {
            throw new WaybillException(WaybillErrorKind.Usage, $"There is no workspace at {workspace.Root}.",
                "Make one with 'waybill init' or 'waybill demo', or give its folder with --workspace.");
        }

        return Create(folder);
    }

    private void RefuseNewer()
    {
        if (!File.Exists(Marker))
        {
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(Marker));
            var format = document.RootElement.GetProperty("format").GetInt32();
            if (format > Format)
            {
                throw new WaybillException(WaybillErrorKind.NewerVersion,
                    $"The workspace {Root} has format {format}; this program knows formats up to {Format}.",
                    "Use the newer Waybill that wrote it, or start another workspace with --workspace.");
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new WaybillException(WaybillErrorKind.Corrupt, $"{Marker} is damaged: {e.Message}",
                $"Write {{\"format\": {Format}}} into it if this folder is a Waybill workspace.", e);
        }
    }
}
