using Waybill.Connectors.Kafka.Native;

namespace Waybill.Connectors.Kafka;

/// <summary>Where the reading of a partition begins.</summary>
public readonly record struct StartAt
{
    private StartAt(long offset) => Offset = offset;

    /// <summary>The oldest message that the brokers keep.</summary>
    public static StartAt Beginning => new(LibRdKafka.OffsetBeginning);

    /// <summary>What the group committed last; the oldest message where it committed nothing.</summary>
    public static StartAt Committed => new(LibRdKafka.OffsetInvalid);

    internal long Offset { get; }

    /// <summary>The message with this offset, and those after it.</summary>
    public static StartAt At(long offset)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        return new StartAt(offset);
    }
}
