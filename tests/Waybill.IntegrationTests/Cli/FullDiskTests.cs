using Waybill.Cli.Running;
using Waybill.Lake.Catalog;
using Xunit;

namespace Waybill.IntegrationTests.Cli;

/// <summary>A workspace on a small disk that is nearly full.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SmallDisk _disk;

    public FullDiskTests() => _disk = new SmallDisk(_folder.PathOf("disk"), megabytes: 24);

    private string Disk => _disk.Root;

    public void Dispose()
    {
        _disk.Dispose();
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
        _disk.Fill(room: 4 << 10);

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
        _disk.Fill(room: 120 << 10);

        AssertSaysFull(WaybillProgram.Run("run", "--workspace", Disk));

        _disk.Empty();
        WaybillProgram.Succeed("run", "--workspace", Disk);
        WaybillProgram.Succeed("verify", "--workspace", Disk);
    }

    [Fact]
    public void A_simulation_on_a_full_disk_says_so_and_goes_on_when_there_is_room()
    {
        SkipWithoutDisk();
        Simulate();
        _disk.Fill(room: 4 << 10);

        var full = WaybillProgram.Run(["simulate", "--days", "1", .. TinyWorld.Options(_folder, "disk")]);
        _disk.Empty();
        Simulate();

        Assert.Equal(3, full.ExitCode);
        Assert.Contains("The disk is full: make room", full.Error, StringComparison.Ordinal);
    }

    private void SkipWithoutDisk() => Assert.SkipUnless(_disk.IsMounted, SmallDisk.NotAllowed);

    private void AssertSaysFull(ProgramResult full)
    {
        Assert.Equal(3, full.ExitCode);
        Assert.Matches("(?i)no space left on device|disk was full", full.Error); // from a write, from making room for one
        Assert.Contains(Disk, full.Error, StringComparison.Ordinal);
        Assert.Contains("then run", full.Error, StringComparison.Ordinal);
    }

    private void Simulate() => WaybillProgram.Succeed(["simulate", "--days", "1", .. TinyWorld.Options(_folder, "disk")]);

    private string Contents() => LakeContents.Digest(new DirectoryCatalog(Path.Combine(Disk, "lake")), "");
}
