using Spectre.Console;

namespace Waybill.Cli.Output;

/// <summary>A table for people: columns that hold numbers are aligned to the right.</summary>
internal sealed class TableView
{
    private readonly Table _table = new() { Border = TableBorder.Simple };

    public TableView(params string[] columns)
    {
        foreach (var column in columns)
        {
            var right = column.EndsWith('>');
            var view = new TableColumn(Markup.Escape(right ? column[..^1] : column));
            view.NoWrap = true;
            _table.AddColumn(right ? view.RightAligned() : view);
        }
    }

    public void Add(params string[] cells) => _table.AddRow([.. cells.Select(c => new Text(c))]);

    /// <summary>The text in front of the table, or nothing when the table is empty and a hint is given instead.</summary>
    public void Write(string title, string whenEmpty = "")
    {
        if (_table.Rows.Count == 0 && whenEmpty.Length > 0)
        {
            Console.WriteLine(whenEmpty);
            return;
        }

        if (title.Length > 0)
        {
            Console.WriteLine();
            Console.WriteLine(title);
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = 240;
        }

        console.Write(_table);
    }
}
