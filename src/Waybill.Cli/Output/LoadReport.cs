using Waybill.Connectors.Postgres.Loading;

namespace Waybill.Cli.Output;

/// <summary>A load as a table: one line a table, then the keys and the notes.</summary>
internal static class LoadReport
{
    public static void Write(LoadResult result, double seconds)
    {
        var view = new TableView("table", "what was done", "inserted>", "updated>", "deleted>", "seconds>", "rows/s>");
        foreach (var table in result.Tables)
        {
            view.Add($"{result.Schema}.{table.Table}", Describe(table.Action), Texts.Count(table.Inserted), Texts.Count(table.Updated),
                Texts.Count(table.Deleted), Texts.Seconds(table.Seconds), Texts.Rate(table.Inserted + table.Updated + table.Deleted, table.Seconds));
        }

        view.Write($"Loaded into the schema {result.Schema} of {result.Server} in {Texts.Seconds(seconds)} s");
        Console.WriteLine($"  {result.ForeignKeys.Count} foreign keys hold");
        foreach (var note in result.Notes)
        {
            Console.WriteLine($"  {(note.IsProblem ? "PROBLEM" : "note")}: {note.Table}: {note.Message}");
        }
    }

    private static string Describe(LoadAction action) => action switch
    {
        LoadAction.UpToDate => "up to date",
        LoadAction.Created => "created",
        LoadAction.Changes => "changed rows",
        _ => "all rows compared",
    };
}
