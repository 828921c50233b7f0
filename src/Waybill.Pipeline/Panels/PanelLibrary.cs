using System.Text;
using Waybill.DuckDb;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Panels;

/// <summary>Everything under <c>models/panels/</c>.</summary>
public sealed class PanelLibrary
{
    private const string Folder = "panels";

    private PanelLibrary(IReadOnlyList<Panel> panels) => Panels = panels;

    /// <summary>In the order of their ids.</summary>
    public IReadOnlyList<Panel> Panels { get; }

    /// <summary>Reads the panels of a models folder; a folder without any gives none.</summary>
    /// <param name="library">The models that panels may read.</param>
    /// <param name="connection">Parses the queries.</param>
    /// <exception cref="PipelineException">A file cannot be understood, or reads what no model makes.</exception>
    public static PanelLibrary Load(ModelLibrary library, DuckDbConnection connection)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(connection);
        var folder = Path.Combine(library.Directory, Folder);
        var files = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.sql", SearchOption.AllDirectories) : [];
        var panels = files
            .Select(f => Path.GetRelativePath(library.Directory, f).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
            .Select(f => PanelFile.Parse(f, File.ReadAllText(Path.Combine(library.Directory, f), Encoding.UTF8).ReplaceLineEndings("\n")))
            .ToList();
        SqlTables.Learn(connection, panels.Select(p => p.Sql));
        return new PanelLibrary([.. panels.Select(p => p with { Tables = Tables(library, connection, p) })]);
    }

    /// <summary>Finds a panel by its id.</summary>
    public Panel? Find(string id) => Panels.FirstOrDefault(p => p.Id == id);

    private static IReadOnlyList<string> Tables(ModelLibrary library, DuckDbConnection connection, Panel panel)
    {
        var tables = SqlTables.Read(connection, panel.Sql, panel.File);
        var unknown = tables.FirstOrDefault(t => !IsKnown(library, t));
        return unknown is null
            ? tables
            : throw new PipelineException(PipelineErrorKind.BadModel, $"{panel.File} reads {unknown}, which no model makes.",
                "A panel may read models, seed.* and quarantine.*; never landing.* or truth.*.");
    }

    private static bool IsKnown(ModelLibrary library, string table) => table.Split('.')[0] switch
    {
        "seed" => library.Seeds.Any(s => s.Name == table),
        "quarantine" => library.Models.Any(m => m.QuarantineName == table),
        _ => library.Find(table) is not null,
    };
}
