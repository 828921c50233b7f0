using Waybill.Pipeline.Runs;
using Xunit;

namespace Waybill.Tests.Pipeline.Runs;

public sealed class StepClockTests
{
    [Fact]
    public void Steps_that_run_at_the_same_time_share_it()
    {
        var now = 0.0;
        var clock = new StepClock(() => TimeSpan.FromSeconds(now));

        clock.Start("a");
        now = 2;
        clock.Start("b");
        now = 4;
        var a = clock.Stop("a");
        now = 5;
        var b = clock.Stop("b");
        now = 9; // nobody's
        clock.Start("c");
        now = 10;

        Assert.Equal((3.0, 2.0, 1.0), (a, b, clock.Stop("c")));
    }
}
