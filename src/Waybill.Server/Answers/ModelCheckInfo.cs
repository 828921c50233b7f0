namespace Waybill.Server.Answers;

/// <summary>A query that must return no rows.</summary>
/// <param name="Name">As in reports: <c>not_null(order_id)</c>.</param>
/// <param name="Severity">error: nothing is published when it fails; warn: it is reported.</param>
/// <param name="Sql">The query.</param>
public sealed record ModelCheckInfo(string Name, string Severity, string Sql);
