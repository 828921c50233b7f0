namespace Waybill.Connectors.Json;

/// <summary>Where an element lies.</summary>
internal struct ElementScan
{
    internal ElementOutcome Outcome;

    /// <summary>Its first byte.</summary>
    internal nint Start;

    /// <summary>Behind its last byte.</summary>
    internal nint End;
}
