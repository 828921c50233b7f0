namespace Waybill.Events.Feeds;

/// <summary>One column of a feed.</summary>
/// <param name="Name">The name in the header, snake_case.</param>
/// <param name="Kind">What its text stands for.</param>
/// <param name="IsRequired">False for our columns after the listed ones, and for listed ones without which a row still
/// means something: a file that lacks them is valid.</param>
/// <param name="Aliases">Other names by which a renamed column is still recognised; spelling (case, blanks,
/// underscores, dashes) does not matter and is not repeated here.</param>
public sealed record FeedColumn(string Name, FeedColumnKind Kind, bool IsRequired, IReadOnlyList<string> Aliases)
{
    /// <summary>True for the columns of the systems that the formats come from; a file that lacks one is unusual.</summary>
    public bool IsListed { get; init; }
}
