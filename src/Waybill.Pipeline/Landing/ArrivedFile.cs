namespace Waybill.Pipeline.Landing;

/// <summary>A file that is taken in.</summary>
/// <param name="Name">Path relative to the landing folder.</param>
/// <param name="Content">Id of its content: equal for equal bytes, whatever the name.</param>
/// <param name="Bytes">Its length.</param>
public sealed record ArrivedFile(string Name, string Content, long Bytes);
