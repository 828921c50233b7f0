using System.Diagnostics;

namespace Waybill.IntegrationTests.Cli;

/// <summary>A file system in memory that can be filled. Mounting one needs root; elsewhere the tests that want it are skipped.</summary>
internal sealed class SmallDisk : IDisposable
{
    public const string NotAllowed = "mounting a small disk is not allowed here: run as root to run this test";

    /// <param name="root">A folder, which is made.</param>
    /// <param name="megabytes">Its size.</param>
    /// <param name="owner">A user of the system; null for whoever runs the tests.</param>
    public SmallDisk(string root, int megabytes, string? owner = null)
    {
        Root = root;
        Directory.CreateDirectory(root);
        IsMounted = OperatingSystem.IsLinux() && Call("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "waybill-test", root)
            && (owner is null || Call("chown", owner, root));
    }

    public string Root { get; }

    public bool IsMounted { get; }

    private string Ballast => Path.Combine(Root, "ballast");

    /// <summary>Leaves room for so many bytes.</summary>
    public void Fill(long room)
    {
        using var ballast = File.Create(Ballast);
        ballast.Write(new byte[new DriveInfo(Root).AvailableFreeSpace - room]);
    }

    /// <summary>Makes room again.</summary>
    public void Empty() => File.Delete(Ballast);

    public void Dispose()
    {
        if (IsMounted)
        {
            Call("umount", "--lazy", Root); // a file that is being closed would make it busy
        }

        Directory.Delete(Root, recursive: true);
    }

    private static bool Call(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
            process?.WaitForExit();
            return process?.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
