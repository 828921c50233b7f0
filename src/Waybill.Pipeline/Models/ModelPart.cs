namespace Waybill.Pipeline.Models;

/// <summary>
/// Some rows of a model that are about one feed's world: a file of its own, so that a workspace without that feed does without it.
/// Parts name the same columns, and rows of one depend on no other.
/// </summary>
public sealed record ModelPart
{
    /// <summary>The model that the rows belong to.</summary>
    public required string Model { get; init; }

    /// <summary>The query, without the header.</summary>
    public required string Sql { get; init; }

    /// <summary>The whole file.</summary>
    public required string Text { get; init; }

    /// <summary>Path relative to the models folder, with forward slashes.</summary>
    public required string File { get; init; }
}
