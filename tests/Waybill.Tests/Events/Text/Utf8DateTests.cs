using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Waybill.Events.Text;
using Waybill.Events.Values;
using Xunit;

namespace Waybill.Tests.Events.Text;

public sealed class Utf8DateTests
{
    private static readonly Arbitrary<DateTime> Seconds = Gen.Choose(-900_000_000, int.MaxValue)
        .Select(second => DateTime.UnixEpoch.AddSeconds(second)).ToArbitrary();

    [Fact]
    public void Times_are_written_as_the_framework_writes_them() =>
        Prop.ForAll(Seconds, time =>
        {
            byte[] buffer = new byte[64];

            int end = Utf8Date.WriteTimestamp(ref buffer[0], 0, Instant.FromDateTime(time));

            Assert.Equal(Expected(time), Encoding.ASCII.GetString(buffer, 0, end));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_day_of_a_century_has_its_date()
    {
        byte[] buffer = new byte[64];
        for (DateTime day = new(2000, 1, 1); day.Year < 2100; day = day.AddDays(1))
        {
            Utf8Date.WriteDate(ref buffer[0], 0, Instant.FromDateTime(day).Day);

            Assert.Equal(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Encoding.ASCII.GetString(buffer, 0, 10));
        }
    }

    [Fact]
    public void A_cache_writes_what_no_cache_writes_even_when_days_share_a_place()
    {
        var cache = new DateTextCache();
        byte[] buffer = new byte[64];
        foreach (int day in (int[])[20_000, 20_256, 20_000, 20_512, 0, 256])
        {
            Instant time = Instant.FromDay(day).AddSeconds(86_399);

            int end = cache.WriteTimestamp(ref buffer[0], 0, time);

            Assert.Equal(Expected(time.ToDateTime()), Encoding.ASCII.GetString(buffer, 0, end));
        }
    }

    private static string Expected(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
