using System.Collections.Concurrent;
using Waybill.DuckDb;
using Waybill.Pipeline;
using Waybill.Pipeline.Panels;
using Waybill.Server.Answers;
using Waybill.Server.Cells;
using Waybill.Server.Lakes;

namespace Waybill.Server.Panels;

/// <summary>Describes panels: which can be answered, and with which columns. Thread-safe.</summary>
internal sealed class PanelList(LakeReader reader)
{
    /// <summary>The dashboard's pages, in its order. Pipeline is made of no panels.</summary>
    public static readonly IReadOnlyList<string> Pages = ["overview", "orders", "commerce", "factory", "fleet", "trust", "pipeline"];

    private readonly ConcurrentDictionary<string, IReadOnlyList<AnswerColumn>> _columns = new(StringComparer.Ordinal);

    public IReadOnlyList<PanelInfo> All()
    {
        using var lease = reader.Open();
        return [.. reader.Panels.Panels.Select(p => Describe(p, lease))];
    }

    /// <summary>A page can be shown when one of its panels can be answered, or when it has none.</summary>
    public IReadOnlyList<PageInfo> PagesOf(LakeEdition edition) => [.. Pages.Select(page =>
    {
        var absences = reader.Panels.Panels.Where(p => p.Page == page).Select(p => Absence.Of(reader, edition, p.Tables)).ToList();
        return absences.Count == 0 || absences.Contains(null) ? new PageInfo(page, true, null) : new PageInfo(page, false, absences[0]);
    })];

    private PanelInfo Describe(Panel panel, LakeLease lease)
    {
        var hint = Absence.Of(reader, lease.Edition, panel.Tables);
        IReadOnlyList<AnswerColumn> columns = [];
        if (hint is null)
        {
            try
            {
                columns = _columns.GetOrAdd(KeyOf(panel, lease.Edition), _ => Columns(panel, lease));
            }
            catch (Exception e) when (e is DuckDbException or PipelineException)
            {
                hint = $"The lake's tables are not as the panel knows them: {e.Message}";
            }
        }

        return new PanelInfo(
            panel.Id, panel.Page, panel.Title, panel.Definition, columns.Count > 0 ? columns : Said(panel),
            [.. panel.Parameters.Select(p => new PanelParameterInfo(p.Name, CellTypes.NameOf(p.Type), p.IsOptional))], hint is null, hint, panel.Tables);
    }

    /// <summary>The columns as the header tells them, for a panel whose tables are not there.</summary>
    public static IReadOnlyList<AnswerColumn> Said(Panel panel) =>
        [.. panel.Columns.Select(c => new AnswerColumn(c.Name, null, c.Unit is { Length: > 0 } unit ? unit : null, c.Meaning))];

    // Names and types follow from the schemas; rows do not matter.
    private string KeyOf(Panel panel, LakeEdition edition) =>
        panel.Id + '\n' + string.Join('\n', reader.TablesBehind(panel.Tables).Select(t => $"{t} {edition.Tables[t].Schema}"));

    private static List<AnswerColumn> Columns(Panel panel, LakeLease lease)
    {
        lease.Session.Define(panel.Tables);
        using var connection = lease.Session.Connect();
        using var statement = connection.Prepare($"select * from (\n{panel.Sql}\n) limit 0");
        Arguments.Bind(statement, [.. panel.Parameters.Select(p => new Argument(p, null))]);
        using var result = statement.Query();
        return [.. result.Columns.Select(c => CellTypes.Column(c, panel.Columns.FirstOrDefault(p => p.Name == c.Name)))];
    }
}
