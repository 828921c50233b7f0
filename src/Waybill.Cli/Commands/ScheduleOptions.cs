using System.CommandLine;
using Waybill.Cli.Scheduling;
using Waybill.Events;

namespace Waybill.Cli.Commands;

/// <summary>The options that choose when runs begin by themselves; run and up share them.</summary>
internal sealed class ScheduleOptions
{
    private readonly Option<string?> _every = new("--every") { HelpName = "TIME" };

    private readonly Option<string?> _cron = new("--cron")
    {
        Description = "Run by a cron expression instead, in local time: '*/10 * * * *' is every ten minutes.",
        HelpName = "TIMES",
    };

    public ScheduleOptions(string every) => _every.Description = every;

    public void AddTo(Command command)
    {
        command.Options.Add(_every);
        command.Options.Add(_cron);
    }

    /// <summary>Null when neither is given.</summary>
    public ScheduleSpec? Read(ParseResult parsed) => (parsed.GetValue(_every), parsed.GetValue(_cron)) switch
    {
        ({ } every, null) => ScheduleSpec.OfEvery(every),
        (null, { } cron) => ScheduleSpec.OfCron(cron),
        (null, null) => null,
        _ => throw new WaybillException(WaybillErrorKind.Usage, "--every and --cron exclude each other.", "Leave one of them out."),
    };
}
