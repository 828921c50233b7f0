using Waybill.Cli.Simulate;
using Waybill.Sim;
using Xunit;

namespace Waybill.Tests.Cli.Simulate;

public sealed class KeptStatesTests
{
    [Fact]
    public void A_day_goes_on_with_what_the_day_before_left()
    {
        var kept = new KeptStates(2);
        Take(kept, 0, 10);
        Take(kept, 1, 20);
        Assert.False(kept.AreThere); // the day has not come to its end

        kept.Complete();

        Assert.True(kept.AreThere);
        Assert.Equal((10, 20), (kept.At(0)[0], kept.At(1)[0]));
        Take(kept, 0, 11);
        Assert.Equal((11, 20), (kept.At(0)[0], kept.At(1)[0]));
    }

    [Fact]
    public void States_that_grow_too_large_are_there_until_the_day_ends_and_not_after_it()
    {
        var kept = new KeptStates(2, mostBytes: 500_000);
        Take(kept, 0, 10);
        Take(kept, 1, 20);
        kept.Complete();

        Take(kept, 0, 11, length: 1_000_000);

        Assert.True(kept.AreThere);
        Assert.Equal(20, kept.At(1)[0]); // that cell has still to be played
        Take(kept, 1, 21);
        kept.Complete();
        Assert.False(kept.AreThere);
    }

    [Fact]
    public void Whoever_gives_a_state_away_has_an_empty_one()
    {
        var kept = new KeptStates(1);
        CellDay day = Take(kept, 0, 10);

        Assert.Equal(0, day.State.Length);
        day.State.Append(99);
        Assert.Equal(10, kept.At(0)[0]);
    }

    private static CellDay Take(KeptStates kept, int place, byte state, int length = 100)
    {
        var day = new CellDay();
        for (int i = 0; i < length; i++)
        {
            day.State.Append(state);
        }

        kept.Take(place, day);
        return day;
    }
}
