using Waybill.Pipeline.Panels;

namespace Waybill.Server.Panels;

/// <summary>A parameter with the value that it was asked with; null where an optional one was left out.</summary>
internal sealed record Argument(PanelParameter Parameter, string? Value);
