namespace Waybill.Events.Feeds;

/// <summary>What an operator did, as it is written in the feed.</summary>
public enum OperatorAction
{
    Start,
    Stop,
    Adjust,
    Inspect,
    Maintenance,
    Note,
}
