namespace Waybill.Pipeline.Panels;

/// <summary>What readers of answers tell apart.</summary>
public enum PanelType
{
    Text,
#pragma warning disable CA1720 // The word that headers use.
    Integer,
#pragma warning restore CA1720
    Number,
    Date,
    Timestamp,
    Boolean,
}
