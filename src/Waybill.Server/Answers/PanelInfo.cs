namespace Waybill.Server.Answers;

/// <summary>One question of the dashboard.</summary>
/// <param name="Id">Page and name, as in <c>orders/lead_time</c>.</param>
/// <param name="Page">The page that it is on.</param>
/// <param name="Title">A few words.</param>
/// <param name="Definition">What exactly is counted, for people.</param>
/// <param name="Columns">The columns of the answer.</param>
/// <param name="Parameters">What may or must be asked for.</param>
/// <param name="Available">The lake has every table that it needs.</param>
/// <param name="Hint">What to do when it is not available; null otherwise.</param>
/// <param name="Tables">The tables that it reads.</param>
public sealed record PanelInfo(
    string Id, string Page, string Title, string Definition, IReadOnlyList<AnswerColumn> Columns, IReadOnlyList<PanelParameterInfo> Parameters,
    bool Available, string? Hint, IReadOnlyList<string> Tables);
