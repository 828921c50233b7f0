namespace Waybill.Server.Answers;

/// <summary>A parameter of a panel; it comes as a query parameter of the same name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">integer, number, text, date, timestamp or boolean.</param>
/// <param name="Optional">The panel can be asked without it.</param>
public sealed record PanelParameterInfo(string Name, string Type, bool Optional);
