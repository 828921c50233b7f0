namespace Waybill.Events.Sinks;

/// <summary>How the file of a drop reaches the landing folder.</summary>
public enum DropDelivery
{
    /// <summary>Whole, when its window ends.</summary>
    OnTime,

    /// <summary>Not then, but whole with a later drop.</summary>
    Missing,

    /// <summary>Only its beginning then; the whole file under another name with a later drop.</summary>
    HalfWritten,

    /// <summary>Whole then, and once more under another name with a later drop.</summary>
    Twice,
}
