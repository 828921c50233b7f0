using Waybill.Connectors.Files;
using Xunit;

namespace Waybill.Tests.Connectors.Files;

public sealed class DiskThreadsTests
{
    [Fact]
    public async Task No_thread_of_the_pool_waits_for_the_disk()
    {
        var isOfThePool = true;

        await DiskThreads.RunAsync(() => isOfThePool = Thread.CurrentThread.IsThreadPoolThread, CancellationToken.None);

        Assert.False(isOfThePool);
    }

    [Fact]
    public async Task What_goes_wrong_there_reaches_whoever_waits()
    {
        var task = DiskThreads.RunAsync(() => throw new IOException("full"), CancellationToken.None);

        Assert.Equal("full", (await Assert.ThrowsAsync<IOException>(() => task)).Message);
    }

    [Fact]
    public async Task What_was_cancelled_before_it_began_is_not_done()
    {
        var isDone = false;

        var task = DiskThreads.RunAsync(() => isDone = true, new CancellationToken(canceled: true));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        Assert.False(isDone);
    }
}
