using Quartz;
using Waybill.Cli.Configuration;
using Waybill.Events;

namespace Waybill.Cli.Scheduling;

/// <summary>When something is to be done again and again: with a pause between, or at the times of a cron expression.</summary>
internal sealed record ScheduleSpec
{
    private ScheduleSpec(string text, TimeSpan? every, CronExpression? cron) => (Text, Every, Cron) = (text, every, cron);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    public TimeSpan? Every { get; }

    public CronExpression? Cron { get; }

    /// <param name="text">A time such as 30s, 1m, 2h.</param>
    /// <exception cref="WaybillException">It is none, or too short.</exception>
    public static ScheduleSpec OfEvery(string text) => ShortDuration.Parse(text) is { } every && every >= TimeSpan.FromSeconds(1)
        ? new ScheduleSpec(text, every, null)
        : throw new WaybillException(WaybillErrorKind.Usage, $"--every {text} is not possible.", "Write a time of at least a second: 30s, 1m or 2h.");

    /// <param name="text">Five fields as crontab has them, or six with the seconds in front; local time.</param>
    /// <exception cref="WaybillException">It is no cron expression.</exception>
    public static ScheduleSpec OfCron(string text)
    {
        var format = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 5 ? CronFormat.Unix : CronFormat.Quartz;
        try
        {
            return new ScheduleSpec(text, null, CronExpression.Parse(text, format));
        }
        catch (FormatException e)
        {
            throw new WaybillException(WaybillErrorKind.Usage, $"--cron '{text}' is no cron expression: {e.Message}",
                "Write minute, hour, day, month and weekday: --cron '*/10 * * * *' is every ten minutes.", e);
        }
    }

    /// <summary>The first time after another.</summary>
    public DateTimeOffset? After(DateTimeOffset time) => Every is { } every ? time + every : Cron!.GetNextValidTimeAfter(time);

    /// <summary>Whether a time passed since it was done last, or it was never done: then it is to be done at once, however many times passed.</summary>
    /// <param name="last">When it began last; null for never.</param>
    /// <param name="now">The time.</param>
    public bool IsOverdue(DateTimeOffset? last, DateTimeOffset now) => last is not { } begun || After(begun) is not { } next || next <= now;
}
