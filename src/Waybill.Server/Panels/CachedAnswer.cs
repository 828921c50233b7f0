namespace Waybill.Server.Panels;

/// <summary>An answer as it goes out.</summary>
/// <param name="Body">The bytes.</param>
/// <param name="ContentType">What they are.</param>
internal sealed record CachedAnswer(byte[] Body, string ContentType);
