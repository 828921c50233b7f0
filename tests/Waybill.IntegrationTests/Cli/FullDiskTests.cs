using System.Diagnostics;
using Waybill.Cli.Running;
using Waybill.Lake.Catalog;
using Xunit;

namespace Waybill.IntegrationTests.Cli;

/// <summary>A workspace on a file system in memory that is nearly full. Mounting one needs root; elsewhere the tests are skipped.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly bool _isMounted;

    public FullDiskTests()
    {
        Directory.CreateDirectory(Disk);
        _isMounted = OperatingSystem.IsLinux() && Call("mount", "-t", "tmpfs", "-o", "size=24m", "waybill-test", Disk);
    }

    private string Disk => _folder.PathOf("disk");

    public void Dispose()
    {
        if (_isMounted)
        {
            Call("umount", "--lazy", Disk); // a file that is being closed would make it busy
        }

        _folder.Dispose();
    }

    [Fact]
    public void A_run_on_a_full_disk_says_so_and_changes_nothing()
    {
        SkipWithoutDisk();
        Simulate();
        WaybillProgram.Succeed("run", "--workspace", Disk);
        var before = Contents();
        Simulate();
        Fill(freeKilobytes: 4);

        var full = WaybillProgram.Run("run", "--workspace", Disk);

        AssertSaysFull(full);
        Assert.Equal(before, Contents());
    }

    [Fact]
    public void A_run_that_fills_the_disk_half_way_goes_on_when_there_is_room()
    {
        SkipWithoutDisk();
        Simulate();
        WaybillProgram.Succeed("run", "--workspace", Disk);
        Simulate();
        var ballast = Fill(freeKilobytes: 120);

        AssertSaysFull(WaybillProgram.Run("run", "--workspace", Disk));

        File.Delete(ballast);
        WaybillProgram.Succeed("run", "--workspace", Disk);
        WaybillProgram.Succeed("verify", "--workspace", Disk);
    }

    [Fact]
    public void A_simulation_on_a_full_disk_says_so_and_goes_on_when_there_is_room()
    {
        SkipWithoutDisk();
        Simulate();
        var ballast = Fill(freeKilobytes: 4);

        var full = WaybillProgram.Run(["simulate", "--days", "1", .. TinyWorld.Options(_folder, "disk")]);
        File.Delete(ballast);
        Simulate();

        Assert.Equal(3, full.ExitCode);
        Assert.Contains("The disk is full: make room", full.Error, StringComparison.Ordinal);
    }

    private void SkipWithoutDisk() =>
        Assert.SkipUnless(_isMounted, "mounting a small disk is not allowed here: run as root to run this test");

    private void AssertSaysFull(ProgramResult full)
    {
        Assert.Equal(3, full.ExitCode);
        Assert.Matches("(?i)no space left on device|disk was full", full.Error); // from a write, from making room for one
        Assert.Contains(Disk, full.Error, StringComparison.Ordinal);
        Assert.Contains("then run", full.Error, StringComparison.Ordinal);
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

    private void Simulate() => WaybillProgram.Succeed(["simulate", "--days", "1", .. TinyWorld.Options(_folder, "disk")]);

    private string Fill(int freeKilobytes)
    {
        var path = Path.Combine(Disk, "ballast");
        using var ballast = File.Create(path);
        ballast.Write(new byte[new DriveInfo(Disk).AvailableFreeSpace - (freeKilobytes * 1024)]);
        return path;
    }

    private string Contents() => LakeContents.Digest(new DirectoryCatalog(Path.Combine(Disk, "lake")), "");
}
