using System.Diagnostics;
using Waybill.IntegrationTests.Cli;
using Waybill.IntegrationTests.Postgres.Schema;
using Waybill.IntegrationTests.Postgres.Writing;
using Xunit;

namespace Waybill.IntegrationTests.Postgres.Cli;

/// <summary>
/// A database on a small disk in memory. Mounting one needs root; elsewhere the tests are skipped. The server is their own: one whose
/// disk vanished under it after a test that failed can make no other database.
/// </summary>
public sealed class FullServerTests : IClassFixture<ShopServer>, IDisposable
{
    /// <summary>Enough for a day or two.</summary>
    private const int Room = 2 << 20;

    private readonly ShopServer _shop;
    private readonly TemporaryFolder _folder = new();
    private readonly bool _isMounted;

    public FullServerTests(ShopServer shop)
    {
        _shop = shop;
        Directory.CreateDirectory(Disk);
        _isMounted = OperatingSystem.IsLinux() && shop.Server.IsInstalled && Call("mount", "-t", "tmpfs", "-o", "size=100m", "waybill-test", Disk)
            && Call("chown", "postgres", Disk);
    }

    private string Disk => Path.Combine(Path.GetTempPath(), "waybill-full-" + Path.GetFileName(_folder.Root));

    public void Dispose()
    {
        if (_isMounted)
        {
            Call("umount", "--lazy", Disk);
        }

        Directory.Delete(Disk);
        _folder.Dispose();
    }

    [Theory]
    [InlineData("backfill")]
    [InlineData("live")]
    public async Task A_full_disk_of_the_server_is_named_and_the_same_command_goes_on_when_there_is_room(string way)
    {
        Assert.SkipUnless(_isMounted, "mounting a small disk is not allowed here: run as root to run this test");
        _shop.Server.Execute("drop tablespace if exists small");
        _shop.Server.Execute($"create tablespace small location '{Disk}'");
        var full = _shop.CopyEmpty("tablespace small");
        string[] simulate =
        [
            "simulate", "--until", "2026-01-06", .. way == "live" ? (string[])["--live", "--connections", "8"] : [],
            .. ShopScenario.Options(_folder, "world", _shop.Server.DatabaseAddress(full)),
        ];

        var ballast = Path.Combine(Disk, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[new DriveInfo(Disk).AvailableFreeSpace - Room], TestContext.Current.CancellationToken);
        var refused = WaybillProgram.Run(simulate);
        File.Delete(ballast);
        WaybillProgram.Succeed(simulate);

        Assert.True(refused.ExitCode == 3, $"it gave {refused.ExitCode}:\n{refused.Error}{refused.Output}");
        Assert.Contains("has no room on its disk", refused.Error, StringComparison.Ordinal);
        Assert.Contains("Make room on the server's disk", refused.Error, StringComparison.Ordinal);
        await AssertIsWhole(full);
        _shop.Server.Execute($"drop database {full} with (force)");
        _shop.Server.Execute("drop tablespace small");
    }

    private async Task AssertIsWhole(string database)
    {
        var roomy = _shop.CopyEmpty();
        WaybillProgram.Succeed(["simulate", "--until", "2026-01-06", .. ShopScenario.Options(_folder, "roomy", _shop.Server.DatabaseAddress(roomy))]);
        await using var expected = await _shop.ConnectAsync(roomy);
        await using var found = await _shop.ConnectAsync(database);
        Assert.Equal(await ShopDump.AllAsync(expected), await ShopDump.AllAsync(found));
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
