using System.Globalization;
using System.Text;
using Waybill.Cli.Configuration;
using Waybill.Cli.Workspaces;
using Waybill.Events.Hashing;

namespace Waybill.Cli.Scheduling;

/// <summary>Tells whether a run would find anything new: files that landed, files of the workspace's own sources, models, configuration.</summary>
internal sealed class Arrivals(Workspace workspace, string modelsFolder)
{
    private ulong? _seen;

    /// <summary>A number for all that is there; files of the same name, length and time are the same file.</summary>
    public ulong Look()
    {
        var sources = WorkspaceConfiguration.Load(workspace).Sources.Select(s => s.Folder);
        ulong sum = Of(new FileInfo(workspace.Configuration));
        foreach (var folder in sources.Append(workspace.Landing).Append(modelsFolder).Distinct(StringComparer.Ordinal))
        {
            sum = unchecked(sum + Of(new DirectoryInfo(folder)));
        }

        return sum;
    }

    /// <summary>Whether there is something else than what was remembered last.</summary>
    public bool HasNew(ulong now) => now != _seen;

    public void Remember(ulong now) => _seen = now;

    private ulong Of(DirectoryInfo folder)
    {
        ulong sum = 0;
        if (folder.Exists && !IsOurs(folder.FullName))
        {
            foreach (var file in folder.EnumerateFiles().Where(f => !f.Name.StartsWith('.')))
            {
                sum = unchecked(sum + Of(file));
            }

            foreach (var below in folder.EnumerateDirectories().Where(d => d.LinkTarget is null))
            {
                sum = unchecked(sum + Of(below));
            }
        }

        return sum;
    }

    // A source's folder may be the workspace itself; what runs write must not start the next one.
    private bool IsOurs(string folder) => folder == workspace.Lake || folder == workspace.State || folder == workspace.Reports || folder == workspace.Truth;

    private static ulong Of(FileInfo file) => file.Exists
        ? XxHash64.Hash(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{file.FullName}\n{file.Length}\n{file.LastWriteTimeUtc.Ticks}")))
        : 0;
}
