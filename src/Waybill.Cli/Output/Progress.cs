using Spectre.Console;

namespace Waybill.Cli.Output;

/// <summary>
/// How far long work is: a bar on a terminal, plain lines elsewhere, nothing when results are for machines. It writes to standard
/// error, so results can be piped.
/// </summary>
internal abstract class Progress
{
    /// <summary>Does the work and shows how far it is.</summary>
    public static T Run<T>(bool quiet, Func<Progress, T> work)
    {
        if (quiet)
        {
            return work(new Silent());
        }

        if (Console.IsErrorRedirected || Environment.GetEnvironmentVariable("TERM") is null or "dumb")
        {
            return work(new Lines());
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(context => work(new Bars(context)));
    }

    /// <summary>Says what is being done now and how much of it is done.</summary>
    /// <param name="stage">The long work: <c>simulate</c>, <c>run</c>.</param>
    /// <param name="doing">What it is at: a day, a model.</param>
    /// <param name="done">Parts done.</param>
    /// <param name="total">Parts in all.</param>
    public abstract void Show(string stage, string doing, double done, double total);

    private sealed class Silent : Progress
    {
        public override void Show(string stage, string doing, double done, double total)
        {
        }
    }

    private sealed class Lines : Progress
    {
        private string _last = "";

        public override void Show(string stage, string doing, double done, double total)
        {
            var line = $"{stage}: {doing}";
            if (line != _last)
            {
                Console.Error.WriteLine(line);
                _last = line;
            }
        }
    }

    private sealed class Bars(ProgressContext context) : Progress
    {
        private readonly Dictionary<string, ProgressTask> _tasks = [];

        public override void Show(string stage, string doing, double done, double total)
        {
            if (!_tasks.TryGetValue(stage, out var task))
            {
                _tasks[stage] = task = context.AddTask(stage);
            }

            task.Description = Markup.Escape($"{stage}: {doing}");
            task.MaxValue = Math.Max(total, 1);
            task.Value = done;
        }
    }
}
