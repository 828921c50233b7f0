namespace Waybill.Tests.Connectors;

/// <summary>A row as it came out of the landing zone.</summary>
internal sealed record ArrivedRow(string?[] Cells, string File, long Line, long Hash, long LandedAt, byte[]? Raw)
{
    public override string ToString() =>
        $"{File}:{Line} {string.Join('|', Cells.Select(c => c ?? "∅"))} {Hash:x} {(Raw is null ? "" : Convert.ToHexString(Raw))}";
}
