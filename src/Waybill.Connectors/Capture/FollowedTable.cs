namespace Waybill.Connectors.Capture;

/// <summary>A table as the server has it now.</summary>
/// <param name="Name">Within its schema.</param>
/// <param name="Id">The server's number (oid).</param>
/// <param name="HasKey">Whether it has a primary key, or sends whole images.</param>
/// <param name="IsPublished">Whether the publication holds it.</param>
/// <param name="Membership">The server's number of its place in the publication; 0 where it has none of its own.</param>
internal sealed record FollowedTable(string Name, long Id, bool HasKey, bool IsPublished, long Membership);
