namespace Waybill.Sim.Shop;

/// <summary>Where a parcel stands; times in microseconds since 1970, null while it has not come so far.</summary>
internal readonly ref struct ShipmentTimes
{
    public required ReadOnlySpan<byte> Status { get; init; }

    public required long CreatedAt { get; init; }

    public long? PackedAt { get; init; }

    public long? HandedOverAt { get; init; }

    public long? DeliveredAt { get; init; }
}
