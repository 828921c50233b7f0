namespace Waybill.Pipeline.Panels;

/// <summary>What readers of answers tell apart.</summary>
public enum PanelType
{
    Text,
    Integer,
    Number,
    Date,
    Timestamp,
    Boolean,
}
