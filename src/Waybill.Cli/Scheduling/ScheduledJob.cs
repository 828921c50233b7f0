using Quartz;

namespace Waybill.Cli.Scheduling;

/// <summary>What Quartz makes anew for each time; the schedule does the work.</summary>
internal sealed class ScheduledJob : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await ((JobSchedule)context.Scheduler.Context[nameof(JobSchedule)]!).WorkAsync(context.Trigger.Key.Equals(JobSchedule.Trigger)).ConfigureAwait(false); // put there with it
}
