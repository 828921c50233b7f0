namespace Waybill.Pipeline.Panels;

/// <summary>What a panel is asked with: <c>-- parameter: from date optional</c>, in the query <c>$from</c>. An optional one that is not given is null.</summary>
public sealed record PanelParameter(string Name, PanelType Type, bool IsOptional);
