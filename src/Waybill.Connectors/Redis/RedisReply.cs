namespace Waybill.Connectors.Redis;

/// <summary>An answer of the server.</summary>
/// <param name="Text">A text or an error; null for anything else, and for a text that is not there.</param>
/// <param name="Number">A whole number, 0 for anything else.</param>
/// <param name="Items">The items of an array, or null.</param>
/// <param name="IsError">Whether the text is an error.</param>
internal sealed record RedisReply(string? Text, long Number, IReadOnlyList<RedisReply>? Items, bool IsError)
{
    /// <summary>What most commands answer; shared, because thousands come at once.</summary>
    public static RedisReply Ok { get; } = new("OK", 0, null, false);
}
